package io.cofire.ops.plan;

import io.cofire.data.Patience;
import io.cofire.data.random.Key;
import io.cofire.ops.collective.LocalGroup;
import io.cofire.ops.collective.Meanwhile;
import io.cofire.ops.layer.Pass;
import io.cofire.ops.layer.Pass.Mode;
import io.cofire.ops.layer.Probe;
import io.cofire.ops.layer.Recompute;
import io.cofire.ops.layer.Trace;
import io.cofire.ops.network.InputShape;
import io.cofire.ops.network.Network;
import io.cofire.ops.network.NetworkConfig;
import io.cofire.ops.network.NetworkConfig.ResNet;
import io.cofire.ops.network.NetworkConfig.Stage;
import io.cofire.ops.network.NetworkConfig.Stem;
import io.cofire.ops.network.NetworkInput;
import io.cofire.ops.optimizer.OptimizerConfig;
import io.cofire.ops.rank.Block;
import io.cofire.ops.rank.TinyTask;
import io.cofire.ops.tensor.Device;
import io.cofire.ops.tensor.Engines;
import io.cofire.ops.tensor.Kernels;
import io.cofire.ops.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Three training steps in a process of their own, whose heap is all touched before they begin. */
final class MeasuredTraining {

  private static final int BATCH = 12;
  private static final int CLASSES = 10;
  private static final InputShape INPUT = new InputShape(5, 2, 64, 64);
  private static final OptimizerConfig OPTIMIZER = new OptimizerConfig.Sgd(0.1, 0.9, 0, true);

  private MeasuredTraining() {}

  private static NetworkConfig network(Block block) {
    return new ResNet(
        block.config(),
        new Stem(24, 3, 1),
        List.of(new Stage(24, 2, 1), new Stage(48, 2, 2), new Stage(96, 1, 2)),
        TinyTask.neuron(block));
  }

  /** Of the first stage, where maps are largest. */
  static long activationBytes() {
    return Float.BYTES * INPUT.minibatch(BATCH).with(-1, 24).elements();
  }

  static MemoryPlan plan(Block block, Recompute recompute) {
    return plan(block, recompute, Meanwhile.NEVER);
  }

  static MemoryPlan plan(Block block, Recompute recompute, Meanwhile meanwhile) {
    return MemoryPlan.of(network(block), INPUT, CLASSES, BATCH, OPTIMIZER, recompute, meanwhile);
  }

  /** Bytes of the peak above what the process had before it built the network. */
  static long measure(Block block, Recompute recompute) throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Path output = Files.createTempFile("memory", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(
            java,
            "-Xms256m",
            "-Xmx256m",
            "-XX:+AlwaysPreTouch",
            "-cp",
            System.getProperty("java.class.path"),
            MeasuredTraining.class.getName(),
            block.name(),
            recompute.name());
    Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    try {
      if (!process.waitFor(Patience.SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException("The measured process failed: " + Files.readString(output));
      }
      List<String> lines = Files.readAllLines(output, StandardCharsets.UTF_8);
      return Long.parseLong(lines.get(lines.size() - 1));
    } finally {
      process.destroyForcibly();
      Files.deleteIfExists(output);
    }
  }

  /** Prints the bytes. */
  public static void main(String[] arguments) throws IOException {
    try (Kernels kernels = Engines.open("nd4j", Device.CPU)) {
      // A small network first, so that code and caches of the libraries are in the baseline.
      train(Block.valueOf(arguments[0]), Recompute.NONE, new InputShape(1, 2, 16, 16), kernels);
    }
    long before = ProcessStatus.bytes("VmRSS");
    try (Kernels kernels = Engines.open("nd4j", Device.CPU)) {
      train(Block.valueOf(arguments[0]), Recompute.valueOf(arguments[1]), INPUT, kernels);
    }
    System.out.println(ProcessStatus.bytes("VmHWM") - before);
  }

  private static void train(Block block, Recompute recompute, InputShape shape, Kernels kernels) {
    Network network =
        Network.build(network(block), shape, CLASSES, BATCH, kernels, Key.of(1), recompute);
    var optimizer = OPTIMIZER.start(network.parameters(), kernels);
    NetworkInput input = new NetworkInput(kernels.memory(), network.inputShape());
    kernels.memory().fill(input.tensor(), 1);
    var collective = LocalGroup.of(1, Patience.LIMIT).collective(0);
    for (int step = 0; step < 3; step++) {
      Trace trace = network.forward(input.tensor(), new Pass(Mode.TRAIN, collective, Probe.NONE));
      Tensor gradient = network.buffers().take(network.outputShape());
      kernels.memory().fill(gradient, 0.1f);
      trace.backwardParameters(gradient, network.buffers());
      optimizer.update(step, 1);
    }
  }
}
