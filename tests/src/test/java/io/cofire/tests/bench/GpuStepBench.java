package io.cofire.tests.bench;

import io.cofire.data.batches.Minibatch;
import io.cofire.ops.rank.RankTrainer;
import io.cofire.ops.tensor.Device;
import io.cofire.ops.tensor.Engines;
import io.cofire.ops.tensor.KernelChoice;
import io.cofire.ops.tensor.Kernels;
import io.cofire.ops.zoo.ZooNetwork;
import io.cofire.tests.bench.gpu.IdleConvolutions;
import java.util.Arrays;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * Times training steps of the networks of train-step on an engine and a device, with each choice of
 * kernels, and once more without convolutions; prints JSON.
 */
public final class GpuStepBench {

  private static final int WARM_UP = 7;
  private static final int STEPS = 9;

  private GpuStepBench() {}

  /**
   * Times them.
   *
   * @param args engine, device, and by how much batches are larger than on a processor
   */
  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT);
    int larger = Integer.parseInt(args[2]);
    StringJoiner lines = new StringJoiner(",\n", "[\n", "\n]");
    for (TrainStepCase one : TrainStepCase.ALL) {
      for (KernelChoice choice : KernelChoice.values()) {
        lines.add(line(one, larger * one.batch(), args[0], Device.parse(args[1]), choice));
      }
    }
    System.out.println(lines);
  }

  private static String line(
      TrainStepCase one, int batch, String engine, Device device, KernelChoice choice) {
    double whole;
    double outside;
    try (Kernels kernels = Engines.open(engine, device, choice)) {
      whole = seconds(one, batch, kernels);
    }
    try (Kernels kernels = Engines.open(engine, device, choice)) {
      outside = seconds(one, batch, IdleConvolutions.of(kernels));
    }
    return "  {\"network\": \"%s\", \"batch\": %d, \"kernels\": \"%s\", \"ms\": %.2f, \"samplesPerSecond\": %.1f, \"outsideConvolutions\": %.3f}"
        .formatted(
            one.name(),
            batch,
            choice.name().toLowerCase(Locale.ROOT),
            1000 * whole,
            batch / whole,
            outside / whole);
  }

  private static double seconds(TrainStepCase one, int batch, Kernels kernels) {
    ZooNetwork network = TrainStepCase.network(one.name());
    double[] seconds = new double[STEPS];
    try (RankTrainer trainer = TrainStepRun.trainer(network, batch, kernels)) {
      Minibatch minibatch = TrainStepRun.minibatch(network, batch);
      for (int i = -WARM_UP; i < STEPS; i++) {
        long start = System.nanoTime();
        trainer.step(minibatch, batch); // ends with the loss and the gradient's norm on the host
        if (i >= 0) {
          seconds[i] = (System.nanoTime() - start) / 1e9;
        }
      }
    }
    Arrays.sort(seconds);
    return seconds[STEPS / 2];
  }
}
