package io.cofire.tests.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One training step of networks of the zoo on engine nd4j in bf16 beside the same in float32. Each
 * run is a process of its own, one and the other by turns, under the same settings.
 */
public final class PrecisionBench {

  private static final int ROUNDS = 3;
  private static final Map<String, Double> AIMS =
      Map.of("tdbn-resnet19", 0.65, "sew-resnet18", 0.75);
  private static final double MEMORY_AIM = 1;

  private PrecisionBench() {}

  /** Prints the table; {@code args} are networks, all if there is none, and a number of threads. */
  public static void main(String[] args) throws Exception {
    Locale.setDefault(Locale.ROOT);
    List<String> networks = Arrays.stream(args).filter(word -> word.contains("-")).toList();
    String threads =
        Arrays.stream(args).filter(word -> !word.contains("-")).findFirst().orElse("1");
    System.out.printf(
        "One training step in bf16 and in float32, %s thread(s), median of %d paired runs; in brackets the share outside convolutions%n%n",
        threads, ROUNDS);
    System.out.printf(
        "%-14s %18s %18s %12s %18s %12s %6s%n",
        "network", "float32 ms", "bf16 ms", "convolutions", "ratio (spread)", "MB", "ratio");
    Map<String, double[]> ratios = new TreeMap<>();
    for (TrainStepCase one : TrainStepCase.ALL) {
      if (networks.isEmpty() || networks.contains(one.name())) {
        ratios.put(one.name(), measure(one, threads));
      }
    }
    double memory = ratios.values().stream().mapToDouble(each -> each[1]).max().orElse(0);
    System.out.printf("%nbf16 of float32:");
    ratios.forEach(
        (name, each) -> System.out.printf(" %s %.2f%s,", name, each[0], aim(AIMS.get(name))));
    System.out.printf(" largest memory %.2f%s%n", memory, aim(MEMORY_AIM));
  }

  private static String aim(Double aim) {
    return aim == null ? "" : " (aim %.2f)".formatted(aim);
  }

  /** Ratios of the times and of the peaks of memory. */
  private static double[] measure(TrainStepCase one, String threads) throws Exception {
    List<StepFigures> wide = new ArrayList<>();
    List<StepFigures> narrow = new ArrayList<>();
    double[] ratios = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      wide.add(StepSide.COFIRE.run(one, threads));
      narrow.add(StepSide.COFIRE_BF16.run(one, threads));
      ratios[round] = narrow.get(round).seconds() / wide.get(round).seconds();
    }
    Arrays.sort(ratios);
    double memory =
        StepFigures.median(narrow, StepFigures::bytes)
            / StepFigures.median(wide, StepFigures::bytes);
    System.out.printf(
        "%-14s %18s %18s %12.2f %18s %12s %6.2f%n",
        one.name(),
        cell(wide),
        cell(narrow),
        StepFigures.median(narrow, StepFigures::convolutions)
            / StepFigures.median(wide, StepFigures::convolutions),
        "%.2f (%.2f-%.2f)".formatted(ratios[ROUNDS / 2], ratios[0], ratios[ROUNDS - 1]),
        "%.0f/%.0f"
            .formatted(
                StepFigures.median(narrow, StepFigures::bytes) / 1e6,
                StepFigures.median(wide, StepFigures::bytes) / 1e6),
        memory);
    return new double[] {ratios[ROUNDS / 2], memory};
  }

  private static String cell(List<StepFigures> runs) {
    double outside = StepFigures.median(runs, StepFigures::outside);
    return "%.0f (%.0f%%)"
        .formatted(1000 * StepFigures.median(runs, StepFigures::seconds), 100 * outside);
  }
}
