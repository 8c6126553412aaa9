package io.cofire.driver.weights.nir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cofire.data.batches.Minibatch;
import io.cofire.data.errors.InvalidValue;
import io.cofire.data.errors.Misfit;
import io.cofire.data.random.Key;
import io.cofire.data.shards.TinyRecipe;
import io.cofire.driver.recipe.Recipe;
import io.cofire.ops.collective.Alone;
import io.cofire.ops.layer.Chance;
import io.cofire.ops.layer.NeuNorm;
import io.cofire.ops.layer.Pass;
import io.cofire.ops.layer.Pass.Mode;
import io.cofire.ops.layer.Probe;
import io.cofire.ops.layer.Trace;
import io.cofire.ops.network.Encoding;
import io.cofire.ops.network.FoldedNetwork;
import io.cofire.ops.network.InputShape;
import io.cofire.ops.network.InputShape.Presentation;
import io.cofire.ops.network.MapNorm;
import io.cofire.ops.network.Network;
import io.cofire.ops.network.NetworkConfig;
import io.cofire.ops.network.NetworkInput;
import io.cofire.ops.network.Part;
import io.cofire.ops.neuron.Dynamics;
import io.cofire.ops.neuron.Neuron;
import io.cofire.ops.tensor.Device;
import io.cofire.ops.tensor.Engines;
import io.cofire.ops.tensor.HostVector;
import io.cofire.ops.tensor.Kernels;
import io.cofire.ops.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Graphs that are written, computed again by a program that knows NIR's equations alone. */
class NirFileTest {

  private static final String PYTHON = "/usr/bin/python3";
  private static final InputShape INPUT = new InputShape(5, 2, 12, 10);
  private static final int CLASSES = 4;
  private static final String SCRIPT = "src/test/resources/weights/nir_answers.py";

  @TempDir Path folder;

  /** Networks by what differs from the tiny recipe's. */
  private static NetworkConfig.ResNet network(String... changes) {
    String text =
        TinyRecipe.on(
            "anywhere",
            "stages: [{channels: 8, blocks: 1, stride: 2}]"
                + "->stages: [{channels: 4, blocks: 1}, {channels: 6, blocks: 2, stride: 2}]");
    for (String change : changes) {
      String[] fromTo = change.split("->", 2);
      assertThat(text).contains(fromTo[0]);
      text = text.replace(fromTo[0], fromTo[1]);
    }
    return (NetworkConfig.ResNet) Recipe.parse(text, "a test").network();
  }

  private record Seen(byte[] spikes, float nearest) {}

  private static final class Watched implements Probe {
    private final Kernels kernels;
    private final Map<String, Seen> layers = new LinkedHashMap<>();

    Watched(Kernels kernels) {
      this.kernels = kernels;
    }

    @Override
    public void spikes(String layer, Tensor spikes) {
      throw new IllegalStateException("the membranes come with them");
    }

    /** [T,1,H,W,C] or [T,1,F] to NIR's order, [T,C,H,W] or [T,F]. */
    @Override
    public void fired(String layer, Dynamics dynamics, Tensor membranes, Tensor spikes) {
      int size = spikes.shape().count();
      float[] fired = new HostVector(kernels.memory(), size).toArray(spikes);
      float[] h = new HostVector(kernels.memory(), size).toArray(membranes);
      float nearest = Float.MAX_VALUE;
      for (float one : h) {
        nearest = Math.min(nearest, Math.abs(one - (float) dynamics.threshold()));
      }
      int channels = spikes.shape().axes() == 5 ? spikes.shape().size(4) : 1;
      int frame = size / spikes.shape().size(0);
      byte[] turned = new byte[size];
      for (int i = 0; i < size; i++) {
        int within = i % frame;
        int to = within % channels * (frame / channels) + within / channels;
        turned[i - within + to] = (byte) fired[i];
      }
      layers.put(layer.replace('.', '_'), new Seen(turned, nearest));
    }
  }

  private static void requirePython() throws Exception {
    Process asked =
        Files.isExecutable(Path.of(PYTHON))
            ? new ProcessBuilder(PYTHON, "-c", "import torch, h5py").start()
            : null;
    assumeTrue(
        asked != null && asked.waitFor(120, TimeUnit.SECONDS) && asked.exitValue() == 0,
        "Skipped: no python3-torch and python3-h5py of Debian for " + PYTHON);
  }

  /** A network, what it sees, and how long a timestep of its graph is. */
  private record Subject(String name, NetworkConfig config, InputShape input, double dt) {}

  private static List<Subject> subjects() {
    String lif = "neuron: {kind: iterative-lif}->neuron: ";
    return List.of(
        new Subject("tdbn", network(), INPUT, 1),
        new Subject("still", network(), new InputShape(5, 2, 12, 10, Presentation.STILL), 1),
        new Subject("rest", network(lif + "{kind: lif, tau: 3.0, rest: 0.1}"), INPUT, 0.001),
        new Subject(
            "sew",
            network("block: tdbn->block: {kind: sew}", lif + "{kind: integrate-and-fire}"),
            INPUT,
            0.5),
        new Subject(
            "ms",
            network(
                "block: tdbn->block: ms",
                lif
                    + "{kind: parametric-lif}\n"
                    + "  hidden: [7]\n"
                    + "  readout: {kind: windows, window: 2}"),
            INPUT,
            1),
        new Subject(
            "votes",
            layered(
                new MapNorm.None(),
                new Part.Conv(6, 3),
                new Part.AveragePool(2),
                new Part.Dense(9)),
            INPUT,
            1));
  }

  /** What our network did, in NIR's order. */
  private record Expected(Map<String, Seen> layers, float[] logits) {}

  @Test
  void spikesAndOutputsAreTheSame() throws Exception {
    requirePython();
    List<String> command = new ArrayList<>(List.of(PYTHON, SCRIPT));
    Map<String, Expected> expected = new LinkedHashMap<>();
    for (Subject subject : subjects()) {
      Path own = Files.createDirectories(folder.resolve(subject.name()));
      expected.put(subject.name(), written(subject, own));
      command.addAll(
          List.of(
              own.resolve("graph.nir").toString(),
              own.resolve("inputs").toString(),
              own.toString()));
    }
    run(command);
    for (Map.Entry<String, Expected> one : expected.entrySet()) {
      compare(folder.resolve(one.getKey()), one.getValue());
    }
  }

  private static NetworkConfig layered(MapNorm norm, Part... parts) {
    Neuron neuron = network().neuron();
    return new NetworkConfig.Layered(List.of(parts), neuron, norm, Encoding.DIRECT, 3);
  }

  private static Expected written(Subject subject, Path own) throws IOException {
    InputShape input = subject.input();
    try (Kernels kernels = Engines.open("nd4j", Device.CPU);
        Network network = Network.build(subject.config(), input, CLASSES, 1, kernels, Key.of(5))) {
      scatter(network);
      try (FoldedNetwork folded = network.folded(input, 1)) {
        FloatBuffer frames = frames(input);
        Watched watched = new Watched(kernels);
        float[] logits = logits(folded, frames, kernels, watched);
        new NirFile(folded.draw(), subject.dt(), Map.of("name", subject.name()))
            .write(
                new Configuration(),
                new org.apache.hadoop.fs.Path(own.resolve("graph.nir").toUri()));
        Files.write(own.resolve("inputs"), shown(frames, input.timesteps()));
        return new Expected(watched.layers, logits);
      }
    }
  }

  private static void compare(Path own, Expected expected) throws IOException {
    assertThat(expected.layers()).isNotEmpty();
    long spikes = 0;
    for (Map.Entry<String, Seen> layer : expected.layers().entrySet()) {
      byte[] found = Files.readAllBytes(own.resolve(layer.getKey() + ".spikes"));
      assertThat(found)
          .as("%s, nearest to its threshold %s", layer.getKey(), layer.getValue().nearest)
          .isEqualTo(layer.getValue().spikes);
      for (byte one : found) {
        spikes += one;
      }
    }
    assertThat(spikes).as("%s", own).isPositive();
    ByteBuffer means =
        ByteBuffer.wrap(Files.readAllBytes(own.resolve("output.values")))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (float logit : expected.logits()) {
      assertThat((float) means.getDouble()).isEqualTo(logit, within(1e-4f));
    }
  }

  /** Statistics and parameters as a training leaves them: none at its start. */
  private static void scatter(Network network) {
    SplittableRandom random = Key.of(6).random();
    float[] running = network.statistics().values();
    for (int i = 0; i < running.length; i++) {
      running[i] += (float) random.nextDouble(-0.2, 0.3);
    }
  }

  private static FloatBuffer frames(InputShape shape) {
    int elements = Math.toIntExact(shape.minibatch(1).elements());
    FloatBuffer values =
        ByteBuffer.allocateDirect(elements * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    SplittableRandom random = Key.of(7).random();
    for (int i = 0; i < elements; i++) {
      values.put(i, (float) random.nextDouble(-1, 3));
    }
    return values;
  }

  private static float[] logits(
      FoldedNetwork network, FloatBuffer frames, Kernels kernels, Probe probe) {
    try (NetworkInput input = new NetworkInput(kernels.memory(), network.inputShape())) {
      input.upload(new Minibatch(frames, new int[1], new int[1]).input());
      Pass pass = new Pass(Mode.EVALUATE, new Alone(), probe, new Chance(Key.of(1), new int[1]));
      Trace trace = network.forward(input.tensor(), pass);
      Tensor out = trace.output().tensor();
      float[] logits = new HostVector(kernels.memory(), out.shape().count()).toArray(out);
      trace.release();
      return logits;
    }
  }

  /** The frames of every timestep; a still image is that of each. */
  private static byte[] shown(FloatBuffer frames, int timesteps) {
    int all = timesteps * INPUT.channels() * INPUT.height() * INPUT.width();
    ByteBuffer bytes = ByteBuffer.allocate(all * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    FloatBuffer values = bytes.asFloatBuffer();
    while (values.hasRemaining()) {
      values.put(frames.duplicate());
    }
    return bytes.array();
  }

  private void run(List<String> command) throws IOException, InterruptedException {
    Path said = folder.resolve("said");
    Process python =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    assertThat(python.waitFor(240, TimeUnit.SECONDS)).isTrue();
    assertThat(python.exitValue()).as(Files.readString(said)).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "stem: {channels: 4}->stem: {channels: 4, pool: maximum}|stem.pool is maximum pool 3x3,"
            + " stride 2",
        "block: tdbn->block: {kind: sew, join: and}|stage1.block1 is AND",
        "block: tdbn->block: {kind: sew, join: iand}|stage1.block1 is IAND",
        "neuron: {kind: iterative-lif}->neuron: {kind: iterative-lif, reset: soft}|stem_neuron is"
            + " neurons with a soft reset",
      })
  void whatNirCannotSayIsRefusedWithThePart(String change, String part) throws IOException {
    Path file = folder.resolve("refused.nir");
    assertThatThrownBy(() -> write(network(change), file, 1))
        .isInstanceOf(Misfit.class)
        .hasMessageStartingWith("Cannot write the network as NIR: " + part)
        .hasMessageEndingWith(", for which NIR has no node");
    assertThat(file).doesNotExist();
  }

  @Test
  void whatNeuNormScalesIsRefused() {
    MapNorm norm = new MapNorm.Auxiliary(0.9, NeuNorm.Strength.AVERAGE, NeuNorm.Weights.SHARED, 1);
    NetworkConfig two = layered(norm, new Part.Conv(6, 3), new Part.Conv(6, 3));
    assertThatThrownBy(() -> write(two, folder.resolve("none.nir"), 1))
        .isInstanceOf(Misfit.class)
        .hasMessageContaining("conv1.norm is ");
  }

  @Test
  void aTimestepHasALength() {
    assertThatThrownBy(() -> write(network(), folder.resolve("none.nir"), 0))
        .isInstanceOf(InvalidValue.class)
        .hasMessage("Invalid --dt: 0.0 (must be positive)");
  }

  private static void write(NetworkConfig config, Path file, double dt) throws IOException {
    try (Kernels kernels = Engines.open("nd4j", Device.CPU);
        Network network = Network.build(config, INPUT, CLASSES, 1, kernels, Key.of(5));
        FoldedNetwork folded = network.folded(INPUT, 1)) {
      new NirFile(folded.draw(), dt, Map.of())
          .write(new Configuration(), new org.apache.hadoop.fs.Path(file.toUri()));
    }
  }
}
