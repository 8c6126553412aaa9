package io.cofire.tests.bench;

import io.cofire.data.batches.Minibatch;
import io.cofire.ops.collective.LocalGroup;
import io.cofire.ops.loss.LossConfig;
import io.cofire.ops.network.NetworkConfig.ResNet;
import io.cofire.ops.optimizer.OptimizerConfig;
import io.cofire.ops.plan.ProcessStatus;
import io.cofire.ops.rank.RankTrainer;
import io.cofire.ops.rank.TrainerConfig;
import io.cofire.ops.schedule.Schedule;
import io.cofire.ops.tensor.Device;
import io.cofire.ops.tensor.Engines;
import io.cofire.ops.tensor.KernelChoice;
import io.cofire.ops.tensor.Kernels;
import io.cofire.ops.tensor.Precision;
import io.cofire.ops.twin.EagerStep;
import io.cofire.ops.zoo.ZooNetwork;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.Arrays;
import org.bytedeco.pytorch.global.torch;

/**
 * One side's training steps in a process of its own: prints its time, that of its convolutions and
 * its peak of memory; of ours also the bytes a second of its operations over activations and of a
 * plain copy.
 */
final class TrainStepRun {

  private static final int WARM_UP = 2;
  private static final int COPIED = 1 << 27;
  private static final int COPIES = 9;

  private TrainStepRun() {}

  /**
   * Runs one side.
   *
   * @param args side (libtorch, or ours: cofire or bf16), network, batch, threads, steps
   */
  public static void main(String[] args) throws IOException {
    ZooNetwork network = TrainStepCase.network(args[1]);
    int batch = Integer.parseInt(args[2]);
    int steps = Integer.parseInt(args[4]);
    if (args[0].equals("libtorch")) {
      torch.set_num_threads(Integer.parseInt(args[3]));
      EagerStep small = new EagerStep(config(network), network.over(1).input(), 2, 1);
      small.run(); // the library's own memory belongs to the baseline
      long before = ProcessStatus.bytes("VmRSS");
      EagerStep step = new EagerStep(config(network), network.input(), network.classes(), batch);
      double[] seconds = time(steps, step::run);
      double convolutions =
          EagerStep.convolutionSeconds(TrainStepCase.convolutions(network, batch));
      print(seconds, convolutions, ProcessStatus.bytes("VmHWM") - before, 0, 0);
    } else {
      ours(network, batch, steps, args[0]);
    }
  }

  private static ResNet config(ZooNetwork network) {
    return (ResNet) network.network();
  }

  private static void ours(ZooNetwork network, int batch, int steps, String side)
      throws IOException {
    Precision precision = side.equals("cofire") ? Precision.FLOAT32 : Precision.BF16;
    TimedKernels kernels =
        new TimedKernels(Engines.open("nd4j", Device.CPU, KernelChoice.FUSED, precision));
    try (RankTrainer small = trainer(network.over(1), 1, kernels.kernels())) {
      small.step(minibatch(network.over(1), 1), 1);
    } catch (RuntimeException tooSmallForNorms) {
      // the libraries are loaded all the same
    }
    long before = ProcessStatus.bytes("VmRSS");
    try (RankTrainer trainer = trainer(network, batch, kernels.kernels())) {
      Minibatch minibatch = minibatch(network, batch);
      double[] seconds =
          time(
              steps,
              () -> {
                kernels.start();
                trainer.step(minibatch, batch);
              });
      long peak = ProcessStatus.bytes("VmHWM") - before;
      double rate = kernels.activationBytes() / kernels.activationSeconds();
      print(seconds, kernels.convolutionSeconds(), peak, rate, copyRate());
    }
  }

  static RankTrainer trainer(ZooNetwork network, int batch, Kernels kernels) {
    TrainerConfig config =
        new TrainerConfig(
            network.network(),
            network.input(),
            network.input(),
            network.classes(),
            batch,
            new LossConfig.CrossEntropy(0),
            new OptimizerConfig.Sgd(1e-3, 0.9, 0, true),
            new Schedule.Constant(),
            1000,
            1,
            1);
    return new RankTrainer(kernels, config, LocalGroup.of(1, Duration.ofMinutes(10)).collective(0));
  }

  static Minibatch minibatch(ZooNetwork network, int batch) {
    long elements = network.input().minibatch(batch).elements();
    FloatBuffer input =
        ByteBuffer.allocateDirect(Math.toIntExact(elements * Float.BYTES))
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    for (int i = 0; i < elements; i++) {
      input.put(i, (i * 7919L % 1000) / 1000f);
    }
    return new Minibatch(input, new int[batch], new int[batch]);
  }

  /** Bytes a second, each read and written once, that a plain copy of 128 MiB moves. */
  private static double copyRate() {
    ByteBuffer from = ByteBuffer.allocateDirect(COPIED);
    ByteBuffer to = ByteBuffer.allocateDirect(COPIED);
    double[] seconds = time(COPIES, () -> to.clear().put(from.clear()));
    return 2.0 * COPIED / seconds[COPIES / 2];
  }

  private static double[] time(int steps, Runnable step) {
    double[] seconds = new double[steps];
    for (int i = -WARM_UP; i < steps; i++) {
      long start = System.nanoTime();
      step.run();
      if (i >= 0) {
        seconds[i] = (System.nanoTime() - start) / 1e9;
      }
    }
    Arrays.sort(seconds);
    return seconds;
  }

  private static void print(
      double[] seconds, double convolutions, long bytes, double rate, double copyRate) {
    System.out.println(
        seconds[seconds.length / 2]
            + " "
            + convolutions
            + " "
            + bytes
            + " "
            + rate
            + " "
            + copyRate);
  }
}
