package io.cofire.tests.bench;

import com.sun.management.OperatingSystemMXBean;
import io.cofire.data.batches.Minibatch;
import io.cofire.ops.collective.Alone;
import io.cofire.ops.collective.LocalGroup;
import io.cofire.ops.layer.Pass;
import io.cofire.ops.layer.Pass.Mode;
import io.cofire.ops.layer.Probe;
import io.cofire.ops.loss.LossConfig;
import io.cofire.ops.network.FoldedNetwork;
import io.cofire.ops.network.NetworkConfig.ResNet;
import io.cofire.ops.network.Predictor;
import io.cofire.ops.optimizer.OptimizerConfig;
import io.cofire.ops.plan.ProcessStatus;
import io.cofire.ops.rank.RankTrainer;
import io.cofire.ops.rank.TrainerConfig;
import io.cofire.ops.schedule.Schedule;
import io.cofire.ops.tensor.Device;
import io.cofire.ops.tensor.Engines;
import io.cofire.ops.tensor.KernelChoice;
import io.cofire.ops.tensor.Kernels;
import io.cofire.ops.tensor.Memory;
import io.cofire.ops.tensor.Precision;
import io.cofire.ops.tensor.Tensor;
import io.cofire.ops.twin.EagerStep;
import io.cofire.ops.zoo.Zoo;
import io.cofire.ops.zoo.ZooNetwork;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.Arrays;
import org.bytedeco.pytorch.global.torch;

/** One Java side's training steps in a process of its own: prints {@link StepFigures}. */
final class TrainStepRun {

  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final int WARM_UP = 2;
  private static final int EVALUATIONS = 5;
  private static final int COPIED = 1 << 27;
  private static final int COPIES = 9;

  private TrainStepRun() {}

  /**
   * Runs one side.
   *
   * @param args side, network, rows, timesteps, batch, steps, threads
   */
  public static void main(String[] args) throws IOException {
    ZooNetwork network = TrainStepCase.network(args[1]);
    int batch = Integer.parseInt(args[4]);
    int steps = Integer.parseInt(args[5]);
    StepFigures figures =
        switch (StepSide.valueOf(args[0])) {
          case COFIRE -> ours(network, batch, steps, Precision.FLOAT32);
          case COFIRE_BF16 -> ours(network, batch, steps, Precision.BF16);
          case LIBTORCH -> libtorch(network, batch, steps, Integer.parseInt(args[6]));
          case PYTORCH -> throw new IllegalArgumentException("PyTorch's steps are a script's");
        };
    System.out.println(figures.line());
  }

  private static StepFigures libtorch(ZooNetwork network, int batch, int steps, int threads)
      throws IOException {
    torch.set_num_threads(threads);
    ZooNetwork small = small();
    new EagerStep(config(small), small.input(), small.classes(), 2).run();
    long before = ProcessStatus.bytes("VmRSS");
    EagerStep step = new EagerStep(config(network), network.input(), network.classes(), batch);
    double[] seconds = new double[steps];
    double processor = time(seconds, step::run);
    long peak = ProcessStatus.bytes("VmHWM") - before;
    double convolutions = EagerStep.convolutionSeconds(TrainStepCase.convolutions(network, batch));
    return StepFigures.of(seconds, processor, convolutions, peak, step.parameters());
  }

  /** One whose step loads the library: what that takes is no part of the peak. */
  private static ZooNetwork small() {
    return Zoo.find("ms-resnet8").orElseThrow().over(1);
  }

  private static ResNet config(ZooNetwork network) {
    return (ResNet) network.network();
  }

  private static StepFigures ours(ZooNetwork network, int batch, int steps, Precision precision)
      throws IOException {
    TimedKernels kernels =
        new TimedKernels(Engines.open("nd4j", Device.CPU, KernelChoice.FUSED, precision));
    try (RankTrainer small = trainer(small(), 2, kernels.kernels())) {
      small.step(minibatch(small(), 2), 2);
    }
    long before = ProcessStatus.bytes("VmRSS");
    try (RankTrainer trainer = trainer(network, batch, kernels.kernels())) {
      Minibatch minibatch = minibatch(network, batch);
      double[] seconds = new double[steps];
      double processor =
          time(
              seconds,
              () -> {
                kernels.start();
                trainer.step(minibatch, batch);
              });
      long peak = ProcessStatus.bytes("VmHWM") - before;
      double rate = kernels.activationBytes() / kernels.activationSeconds();
      StepFigures trained =
          StepFigures.of(
              seconds,
              processor,
              kernels.convolutionSeconds(),
              peak,
              trainer.network().parameters().layout().elements());
      double[] folding = folding(network, batch, trainer, kernels);
      return trained.with(rate, copyRate(), folding[0], folding[1]);
    }
  }

  /**
   * How many times as fast an evaluation is once norms are folded, both by turns; and how many
   * times as fast it would be if its norms took no time.
   */
  private static double[] folding(
      ZooNetwork network, int batch, RankTrainer trainer, TimedKernels kernels) {
    Memory memory = kernels.kernels().memory();
    Tensor x = memory.allocate(network.input().minibatch(batch));
    memory.upload(minibatch(network, batch).input(), x);
    double[] ratios = new double[EVALUATIONS];
    double[] most = new double[EVALUATIONS];
    try (FoldedNetwork folded = trainer.network().folded(network.input(), batch)) {
      for (int i = -WARM_UP; i < EVALUATIONS; i++) {
        kernels.start();
        double whole = seconds(() -> evaluate(trainer.network(), x));
        double norms = kernels.normSeconds();
        double together = seconds(() -> evaluate(folded, x));
        if (i >= 0) {
          ratios[i] = whole / together;
          most[i] = whole / (whole - norms);
        }
      }
    } finally {
      memory.free(x);
    }
    Arrays.sort(ratios);
    Arrays.sort(most);
    return new double[] {ratios[EVALUATIONS / 2], most[EVALUATIONS / 2]};
  }

  private static void evaluate(Predictor network, Tensor x) {
    network.forward(x, new Pass(Mode.EVALUATE, new Alone(), Probe.NONE)).release();
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
    double[] seconds = new double[COPIES];
    time(seconds, () -> to.clear().put(from.clear()));
    return 2.0 * COPIED / seconds[COPIES / 2];
  }

  /** Sorts the seconds of steps after warming up; returns the processor's seconds of one. */
  private static double time(double[] seconds, Runnable step) {
    for (int i = 0; i < WARM_UP; i++) {
      step.run();
    }
    long before = SYSTEM.getProcessCpuTime();
    for (int i = 0; i < seconds.length; i++) {
      seconds[i] = seconds(step);
    }
    long after = SYSTEM.getProcessCpuTime();
    Arrays.sort(seconds);
    return (after - before) / 1e9 / seconds.length;
  }

  private static double seconds(Runnable step) {
    long start = System.nanoTime();
    step.run();
    return (System.nanoTime() - start) / 1e9;
  }
}
