package io.cofire.tests.bench.gpu;

import io.cofire.data.batches.Minibatch;
import io.cofire.ops.collective.LocalGroup;
import io.cofire.ops.loss.LossConfig;
import io.cofire.ops.network.InputShape;
import io.cofire.ops.network.NetworkConfig;
import io.cofire.ops.optimizer.OptimizerConfig;
import io.cofire.ops.rank.RankTrainer;
import io.cofire.ops.rank.TrainerConfig;
import io.cofire.ops.schedule.Schedule;
import io.cofire.ops.tensor.Device;
import io.cofire.ops.tensor.Engines;
import io.cofire.ops.tensor.KernelChoice;
import io.cofire.ops.tensor.Kernels;
import io.cofire.ops.zoo.SmallZoo;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.StringJoiner;

/**
 * Trains a small network of each family for a few steps on an engine beside the reference, and
 * prints a line of JSON for each operation that they use: calls, numbers compared, how many differ.
 */
public final class GpuCheck {

  private static final int BATCH = 4;
  private static final int STEPS = 2;
  private static final int CLASSES = 3;

  private static final List<String> NETWORKS =
      List.of("tdbn-resnet19", "sew-resnet18", "sew-7b", "spiking-7b", "ms-resnet20");

  private GpuCheck() {}

  /**
   * Checks an engine.
   *
   * @param args engine, device, and fused or composed
   */
  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT);
    KernelChoice choice = KernelChoice.valueOf(args[2].toUpperCase(Locale.ROOT));
    Differences found = check(args[0], Device.parse(args[1]), choice, NETWORKS);
    System.out.println(json(found));
    System.exit(found.areClose() ? 0 : 1);
  }

  /** What two steps of each network differ by. */
  static Differences check(
      String engine, Device device, KernelChoice choice, List<String> networks) {
    Differences differences = new Differences();
    for (String name : networks) {
      Kernels checked = Engines.open(engine, device, choice);
      Kernels reference = Engines.open("reference", Device.CPU);
      try (Kernels both = new PairedKernels(checked, reference, differences)) {
        train(name, both);
        OtherOperations.run(both);
      }
    }
    return differences;
  }

  private static void train(String name, Kernels kernels) {
    NetworkConfig network = SmallZoo.network(name, 0, 2, 4);
    InputShape input = SmallZoo.input(name, 4, 8);
    TrainerConfig config =
        new TrainerConfig(
            network,
            input,
            input,
            CLASSES,
            BATCH,
            new LossConfig.CrossEntropy(0),
            new OptimizerConfig.Sgd(1e-3, 0.9, 0, true),
            new Schedule.Constant(),
            1000,
            1,
            1);
    try (RankTrainer trainer =
        new RankTrainer(kernels, config, LocalGroup.of(1, Duration.ofMinutes(10)).collective(0))) {
      for (int step = 0; step < STEPS; step++) {
        trainer.step(minibatch(input, step), BATCH);
      }
    }
  }

  private static Minibatch minibatch(InputShape input, int seed) {
    FloatBuffer values = FloatBuffer.allocate(Math.toIntExact(input.minibatch(BATCH).elements()));
    Random random = new Random(seed);
    for (int i = 0; i < values.capacity(); i++) {
      values.put(i, random.nextFloat() * 2);
    }
    return new Minibatch(values, new int[BATCH], new int[BATCH]);
  }

  private static String json(Differences found) {
    StringJoiner lines = new StringJoiner(",\n", "[\n", "\n]");
    List<String> names = new ArrayList<>(found.operations().keySet());
    for (String name : names) {
      Differences.Compared one = found.operations().get(name);
      lines.add(
          "  {\"operation\": \"%s\", \"calls\": %d, \"numbers\": %d, \"apart\": %d, \"typical\": %.1e, \"close\": %b}"
              .formatted(
                  name, one.calls(), one.numbers(), one.apart(), one.typical(), one.isClose()));
    }
    return lines.toString();
  }
}
