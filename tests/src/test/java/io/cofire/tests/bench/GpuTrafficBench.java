package io.cofire.tests.bench;

import io.cofire.ops.rank.RankTrainer;
import io.cofire.ops.zoo.ZooNetwork;
import io.cofire.tests.bench.traffic.StepTraffic;
import io.cofire.tests.bench.traffic.StepTraffic.Kind;
import java.util.Locale;

/**
 * Launches, bytes and copies of one training step outside convolutions, fused against composed.
 * They follow from the shapes alone, so no GPU is needed and no run differs from another.
 */
public final class GpuTrafficBench {

  private static final double LAUNCH_AIM = 1 / 8.0;
  private static final double BYTE_AIM = 1 / 3.0;

  private GpuTrafficBench() {}

  /** Prints the table. */
  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT);
    System.out.printf(
        "One training step outside convolutions and matrix products, counted from its shapes%n%n");
    System.out.printf(
        "%-14s %5s %26s %26s %24s%n",
        "network", "batch", "launches (composed)", "MB (composed)", "copies (composed)");
    double launches = 0;
    double bytes = 0;
    for (TrainStepCase one : TrainStepCase.ALL) {
      StepTraffic composed = step(one, Kind.COMPOSED);
      StepTraffic fused = step(one, Kind.FUSED);
      System.out.printf(
          "%-14s %5d %26s %26s %24s%n",
          one.name(),
          one.batch(),
          cell(fused.launches(), composed.launches()),
          cell(fused.bytes() / 1_000_000, composed.bytes() / 1_000_000),
          cell(fused.copies(), composed.copies()));
      launches = Math.max(launches, (double) fused.launches() / composed.launches());
      bytes = Math.max(bytes, (double) fused.bytes() / composed.bytes());
    }
    System.out.printf(
        "%nlargest ratios: launches %.3f (aim %.3f), bytes %.3f (aim %.3f)%n",
        launches, LAUNCH_AIM, bytes, BYTE_AIM);
  }

  private static String cell(long fused, long composed) {
    return "%d (%d) %.3f".formatted(fused, composed, (double) fused / composed);
  }

  static StepTraffic step(TrainStepCase one, Kind kind) {
    ZooNetwork network = TrainStepCase.network(one.name());
    return StepTraffic.of(
        kind,
        kernels -> {
          RankTrainer trainer = TrainStepRun.trainer(network, one.batch(), kernels);
          return () -> trainer.step(TrainStepRun.minibatch(network, one.batch()), one.batch());
        });
  }
}
