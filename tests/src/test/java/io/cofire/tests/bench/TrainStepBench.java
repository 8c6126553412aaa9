package io.cofire.tests.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * One training step (forward, loss, backward, update) of networks of the zoo on engine nd4j beside
 * the same networks in libtorch's eager autograd. Each run is a process of its own, ours and theirs
 * by turns, under the same settings for threads and memory.
 */
public final class TrainStepBench {

  private static final int ROUNDS = 3;
  private static final Map<String, Double> TIME_AIMS = new TreeMap<>(Map.of("1", 0.8, "2", 0.9));
  private static final double MEMORY_AIM = 0.6;
  private static final Map<String, String> MEMORY_SETTINGS =
      Map.of(
          "MALLOC_MMAP_THRESHOLD_", "4294967296",
          "MALLOC_TRIM_THRESHOLD_", "8589934592",
          "MALLOC_TOP_PAD_", "67108864");

  private TrainStepBench() {}

  record Run(double seconds, double convolutions, double bytes, double rate, double copyRate) {}

  /** Prints the table; {@code args} are networks and numbers of threads, all if there is none. */
  public static void main(String[] args) throws Exception {
    Locale.setDefault(Locale.ROOT);
    List<String> wanted = Arrays.asList(args);
    System.out.printf(
        "One training step, median of %d paired runs; beside it the share of the step outside convolutions%n%n",
        ROUNDS);
    System.out.printf(
        "%-14s %7s %20s %22s %18s %10s %6s %20s%n",
        "network",
        "threads",
        "cofire ms (outside)",
        "libtorch ms (outside)",
        "ratio (spread)",
        "MB",
        "ratio",
        "outside GB/s (copy)");
    Map<String, Double> worstTime = new TreeMap<>();
    double worstMemory = 0;
    for (String threads : TIME_AIMS.keySet()) {
      for (TrainStepCase one : TrainStepCase.ALL) {
        if (selected(wanted, one.name(), threads)) {
          double[] ratios = measure(one, threads);
          worstTime.merge(threads, ratios[0], Math::max);
          worstMemory = Math.max(worstMemory, ratios[1]);
        }
      }
    }
    System.out.printf("%nlargest ratios:");
    worstTime.forEach(
        (threads, ratio) ->
            System.out.printf(
                " time with %s thread%s %.2f (aim %.1f),",
                threads, threads.equals("1") ? "" : "s", ratio, TIME_AIMS.get(threads)));
    System.out.printf(" memory %.2f (aim %.1f)%n", worstMemory, MEMORY_AIM);
  }

  private static boolean selected(List<String> wanted, String network, String threads) {
    boolean anyNetwork = wanted.stream().noneMatch(w -> w.contains("-"));
    boolean anyThreads = wanted.stream().allMatch(w -> w.contains("-"));
    return (anyNetwork || wanted.contains(network)) && (anyThreads || wanted.contains(threads));
  }

  private static double[] measure(TrainStepCase one, String threads) throws Exception {
    List<Run> ours = new ArrayList<>();
    List<Run> theirs = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      ours.add(run("cofire", one, threads));
      theirs.add(run("libtorch", one, threads));
    }
    double[] ratios = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      ratios[round] = ours.get(round).seconds() / theirs.get(round).seconds();
    }
    Arrays.sort(ratios);
    double memory = median(ours, Run::bytes) / median(theirs, Run::bytes);
    System.out.printf(
        "%-14s %7s %20s %22s %18s %10s %6.2f %20s%n",
        one.name(),
        threads,
        cell(ours),
        cell(theirs),
        "%.2f (%.2f-%.2f)".formatted(ratios[ROUNDS / 2], ratios[0], ratios[ROUNDS - 1]),
        "%.0f/%.0f".formatted(median(ours, Run::bytes) / 1e6, median(theirs, Run::bytes) / 1e6),
        memory,
        "%.1f (%.1f)".formatted(median(ours, Run::rate) / 1e9, median(ours, Run::copyRate) / 1e9));
    return new double[] {ratios[ROUNDS / 2], memory};
  }

  private static String cell(List<Run> runs) {
    double outside = median(runs, run -> 1 - run.convolutions() / run.seconds());
    return "%.0f (%.0f%%)".formatted(1000 * median(runs, Run::seconds), 100 * outside);
  }

  private static double median(List<Run> runs, ToDoubleFunction<Run> value) {
    double[] values = runs.stream().mapToDouble(value).sorted().toArray();
    return values[values.length / 2];
  }

  /** One side's run in a process of its own. */
  static Run run(String side, TrainStepCase one, String threads)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("train-step", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xms512m",
            "-Xmx512m",
            "-XX:+AlwaysPreTouch",
            "-XX:+UseSerialGC",
            "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
            "-Dorg.bytedeco.javacpp.maxbytes=0",
            "-cp",
            System.getProperty("java.class.path"),
            TrainStepRun.class.getName(),
            side,
            one.name(),
            Integer.toString(one.batch()),
            threads,
            Integer.toString(one.steps()));
    builder.environment().putAll(MEMORY_SETTINGS);
    builder.environment().put("OMP_NUM_THREADS", threads);
    Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    try {
      if (!process.waitFor(10, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new IOException(
            "A run of %s failed: %s".formatted(one.name(), Files.readString(output)));
      }
      List<String> lines = Files.readAllLines(output, StandardCharsets.UTF_8);
      String[] values = lines.get(lines.size() - 1).split(" ", -1);
      return new Run(
          Double.parseDouble(values[0]),
          Double.parseDouble(values[1]),
          Double.parseDouble(values[2]),
          Double.parseDouble(values[3]),
          Double.parseDouble(values[4]));
    } finally {
      process.destroyForcibly();
      Files.deleteIfExists(output);
    }
  }
}
