package io.cofire.tests.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/**
 * One training step (forward, loss, backward, update) of networks of the zoo on engine nd4j beside
 * the same networks in libtorch's eager autograd and in the system's PyTorch. Each run is a process
 * of its own, all sides by turns, under the same settings for threads and memory.
 */
public final class TrainStepBench {

  private static final int ROUNDS = 3;
  private static final double TIME_AIM = 0.65;
  private static final double MEMORY_AIM = 0.3;
  private static final double LIBTORCH_AIM = 0.75;
  private static final double OUTSIDE_AIM = 0.35;
  private static final double FOLDING_AIM = 1.15;
  private static final String ROW = "%-14s %7s %20s %22s %12s %18s %20s %18s %14s %14s%n";

  private TrainStepBench() {}

  /** Prints the table; {@code args} are networks and numbers of threads, all if there is none. */
  public static void main(String[] args) throws Exception {
    Locale.setDefault(Locale.ROOT);
    List<String> wanted = Arrays.asList(args);
    List<StepSide> sides = sides();
    System.out.printf(
        "One training step, median of %d rounds in which all sides take turns; (outside): share of the step outside convolutions; folding: times as fast as an unfolded evaluation, and at most, were its norms free%n%n",
        ROUNDS);
    System.out.printf(
        ROW,
        "network",
        "threads",
        "cofire ms (outside)",
        "libtorch ms (outside)",
        "pytorch ms",
        "MB of each",
        "ratio to libtorch",
        "processor s",
        "GB/s (copy)",
        "folding (most)");
    List<String> conclusions = new ArrayList<>();
    for (String threads : List.of("1", "2")) {
      for (TrainStepCase one : TrainStepCase.ALL) {
        if (selected(wanted, one.name(), threads)) {
          Rounds rounds = measure(one, threads, sides);
          print(one, threads, rounds);
          conclusions.add(rounds.conclusion(one.name(), threads));
        }
      }
    }
    System.out.printf(
        "%naims: %.2f of the better peer's time and %.1f of its memory; with 2 threads %.2f of libtorch's time; ms-resnet20 %.0f%% outside with 1 thread; folded evaluation %.2f times as fast%n",
        TIME_AIM, MEMORY_AIM, LIBTORCH_AIM, 100 * OUTSIDE_AIM, FOLDING_AIM);
    System.out.printf("beside the better peer: %s%n", String.join("; ", conclusions));
  }

  private static List<StepSide> sides() throws Exception {
    List<StepSide> here = new ArrayList<>();
    for (StepSide side : List.of(StepSide.COFIRE, StepSide.LIBTORCH, StepSide.PYTORCH)) {
      if (side.isHere()) {
        here.add(side);
      } else {
        System.out.printf(
            "The system's Python has no PyTorch (Debian: python3-torch): measured without it%n");
      }
    }
    return here;
  }

  private static boolean selected(List<String> wanted, String network, String threads) {
    boolean anyNetwork = wanted.stream().noneMatch(w -> w.contains("-"));
    boolean anyThreads = wanted.stream().allMatch(w -> w.contains("-"));
    return (anyNetwork || wanted.contains(network)) && (anyThreads || wanted.contains(threads));
  }

  private static Rounds measure(TrainStepCase one, String threads, List<StepSide> sides)
      throws Exception {
    Rounds rounds = new Rounds(new EnumMap<>(StepSide.class));
    for (int round = 0; round < ROUNDS; round++) {
      for (StepSide side : sides) {
        rounds.of.computeIfAbsent(side, key -> new ArrayList<>()).add(side.run(one, threads));
      }
    }
    rounds.requireSameNetwork(one.name());
    return rounds;
  }

  private static void print(TrainStepCase one, String threads, Rounds rounds) {
    List<StepFigures> ours = rounds.of.get(StepSide.COFIRE);
    System.out.printf(
        ROW,
        one.name(),
        threads,
        rounds.time(StepSide.COFIRE),
        rounds.time(StepSide.LIBTORCH),
        rounds.time(StepSide.PYTORCH),
        rounds.each(bytes -> "%.0f".formatted(bytes / 1e6), StepFigures::bytes),
        rounds.ratio(StepSide.LIBTORCH, StepFigures::seconds),
        rounds.each(figures -> "%.2f".formatted(figures), StepFigures::processor),
        "%.1f (%.1f)"
            .formatted(
                StepFigures.median(ours, StepFigures::rate) / 1e9,
                StepFigures.median(ours, StepFigures::copyRate) / 1e9),
        "%.2f (%.2f)"
            .formatted(
                StepFigures.median(ours, StepFigures::folding),
                StepFigures.median(ours, StepFigures::mostFolding)));
  }

  /** What the sides said, round by round. */
  private record Rounds(Map<StepSide, List<StepFigures>> of) {

    void requireSameNetwork(String name) {
      long sizes =
          of.values().stream()
              .flatMap(List::stream)
              .mapToDouble(StepFigures::parameters)
              .distinct()
              .count();
      if (sizes != 1) {
        throw new IllegalStateException("The sides of %s differ: %s".formatted(name, of));
      }
    }

    private double median(StepSide side, ToDoubleFunction<StepFigures> value) {
      return StepFigures.median(of.get(side), value);
    }

    String time(StepSide side) {
      if (!of.containsKey(side)) {
        return "-";
      }
      String time = "%.0f".formatted(1000 * median(side, StepFigures::seconds));
      double outside = median(side, StepFigures::outside);
      return outside < 1 ? "%s (%.0f%%)".formatted(time, 100 * outside) : time;
    }

    /** The sides' medians in their order. */
    String each(DoubleFunction<String> text, ToDoubleFunction<StepFigures> value) {
      return String.join(
          "/", of.keySet().stream().map(side -> text.apply(median(side, value))).toList());
    }

    /** Of ours to a side's: the median over rounds, the lowest and the highest. */
    String ratio(StepSide side, ToDoubleFunction<StepFigures> value) {
      double[] ratios = new double[ROUNDS];
      for (int round = 0; round < ROUNDS; round++) {
        ratios[round] =
            value.applyAsDouble(of.get(StepSide.COFIRE).get(round))
                / value.applyAsDouble(of.get(side).get(round));
      }
      Arrays.sort(ratios);
      return "%.2f (%.2f-%.2f)".formatted(ratios[ROUNDS / 2], ratios[0], ratios[ROUNDS - 1]);
    }

    private StepSide better(ToDoubleFunction<StepFigures> value) {
      return of.containsKey(StepSide.PYTORCH)
              && median(StepSide.PYTORCH, value) < median(StepSide.LIBTORCH, value)
          ? StepSide.PYTORCH
          : StepSide.LIBTORCH;
    }

    String conclusion(String network, String threads) {
      StepSide faster = better(StepFigures::seconds);
      StepSide frugal = better(StepFigures::processor);
      double memory =
          median(StepSide.COFIRE, StepFigures::bytes)
              / median(better(StepFigures::bytes), StepFigures::bytes);
      return "%s, threads %s: time %s of %s's, processor %s of %s's, memory %.2f, %.0f parameters"
          .formatted(
              network,
              threads,
              ratio(faster, StepFigures::seconds),
              faster.name().toLowerCase(Locale.ROOT),
              ratio(frugal, StepFigures::processor),
              frugal.name().toLowerCase(Locale.ROOT),
              memory,
              median(StepSide.COFIRE, StepFigures::parameters));
    }
  }
}
