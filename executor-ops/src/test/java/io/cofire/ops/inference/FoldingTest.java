package io.cofire.ops.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cofire.data.batches.Minibatch;
import io.cofire.data.random.Key;
import io.cofire.ops.block.Join;
import io.cofire.ops.block.LastNorm;
import io.cofire.ops.block.ResidualPath;
import io.cofire.ops.block.SewBlock;
import io.cofire.ops.collective.Alone;
import io.cofire.ops.layer.Chance;
import io.cofire.ops.layer.NeuNorm;
import io.cofire.ops.layer.Pass;
import io.cofire.ops.layer.Pass.Mode;
import io.cofire.ops.layer.Probe;
import io.cofire.ops.layer.Trace;
import io.cofire.ops.loss.LossConfig;
import io.cofire.ops.network.Encoding;
import io.cofire.ops.network.FoldedNetwork;
import io.cofire.ops.network.InputShape;
import io.cofire.ops.network.Layout;
import io.cofire.ops.network.MapNorm;
import io.cofire.ops.network.Network;
import io.cofire.ops.network.NetworkConfig;
import io.cofire.ops.network.NetworkConfig.Layered;
import io.cofire.ops.network.NetworkInput;
import io.cofire.ops.network.Part;
import io.cofire.ops.network.Predictor;
import io.cofire.ops.network.ResNets;
import io.cofire.ops.optimizer.OptimizerConfig;
import io.cofire.ops.rank.Block;
import io.cofire.ops.rank.RankTrainer;
import io.cofire.ops.rank.TinyTask;
import io.cofire.ops.rank.TrainerConfig;
import io.cofire.ops.schedule.Schedule;
import io.cofire.ops.tensor.Device;
import io.cofire.ops.tensor.Engines;
import io.cofire.ops.tensor.Kernels;
import io.cofire.ops.zoo.SmallZoo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Networks of every family of the zoo, trained a little, against their folded twins. */
class FoldingTest {

  private static final int SAMPLES = 6;
  private static final int CLASSES = 3;
  private static final int STEPS = 8;

  private record Subject(String name, NetworkConfig network, InputShape input) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Subject> families() {
    NetworkConfig layered =
        new Layered(
            List.of(new Part.Conv(6, 3), new Part.AveragePool(2), new Part.Conv(8, 3)),
            TinyTask.neuron(Block.TDBN),
            new MapNorm.Auxiliary(0.9, NeuNorm.Strength.AVERAGE, NeuNorm.Weights.SHARED, 1),
            Encoding.DIRECT,
            4);
    return Stream.of(
        small("tdbn-resnet17", 0, 2, 12),
        small("tdbn-resnet19", 0, 3, 12),
        small("tdbn-resnet34", 0, 4, 34),
        small("tdbn-resnet50", 0, 4, 34),
        small("sew-resnet18", 0, 4, 34),
        small("sew-resnet50", 0, 4, 34),
        small("spiking-resnet34", 0, 4, 34),
        small("spiking-resnet101", 0, 4, 34),
        small("sew-7b", 0, 4, 16),
        joined(Join.AND),
        joined(Join.IAND),
        small("plain-7b", 0, 4, 16),
        small("spiking-7b", 0, 4, 16),
        small("sew-wide-7b", 3, 6, 8),
        small("ms-resnet18", 0, 4, 34),
        small("ms-resnet104", 0, 4, 32),
        small("ms-resnet20", 0, 3, 12),
        small("ms-resnet20-dvs", 0, 3, 17),
        small("vanilla-resnet20", 0, 3, 12),
        small("without-lif-resnet20", 0, 3, 12),
        small("plainnet20", 0, 3, 12),
        small("sr-b-resnet32", 0, 3, 12),
        small("sr-c-resnet32", 0, 3, 12),
        new Subject("neunorm", layered, new InputShape(4, 2, 9, 7)));
  }

  private static Subject small(String name, int fromStage, int toStage, int side) {
    return new Subject(
        name, SmallZoo.network(name, fromStage, toStage, 8), SmallZoo.input(name, 4, side));
  }

  private static Subject joined(Join join) {
    SewBlock block = new SewBlock(ResidualPath.BASIC, join, LastNorm.LIKE_OTHERS);
    NetworkConfig network = ResNets.withBlock(SmallZoo.network("sew-7b", 0, 3, 8), block);
    return new Subject("sew-7b with " + join, network, SmallZoo.input("sew-7b", 4, 16));
  }

  private static TrainerConfig config(Subject subject) {
    boolean votes = subject.network() instanceof Layered;
    return new TrainerConfig(
        subject.network(),
        subject.input(),
        subject.input(),
        CLASSES,
        SAMPLES,
        votes ? new LossConfig.SquareError() : new LossConfig.CrossEntropy(0),
        new OptimizerConfig.Sgd(0.05, 0.9, 0, true),
        new Schedule.Constant(),
        STEPS,
        1,
        7);
  }

  private static Minibatch batch(InputShape input, int number) {
    SplittableRandom random = Key.of(11).child(number).random();
    int elements = Math.toIntExact(input.minibatch(SAMPLES).elements());
    FloatBuffer values = direct(elements);
    int[] labels = new int[SAMPLES];
    int[] samples = new int[SAMPLES];
    for (int n = 0; n < SAMPLES; n++) {
      labels[n] = n % CLASSES;
      samples[n] = n;
    }
    for (int i = 0; i < elements; i++) {
      values.put(i, (float) random.nextDouble(-1, 2.5));
    }
    return new Minibatch(values, labels, samples);
  }

  private static FloatBuffer direct(int elements) {
    return ByteBuffer.allocateDirect(elements * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  private static RankTrainer trained(Subject subject, Kernels kernels) {
    RankTrainer trainer = new RankTrainer(kernels, config(subject), new Alone());
    for (int step = 0; step < STEPS; step++) {
      trainer.step(batch(subject.input(), step), SAMPLES);
    }
    return trainer;
  }

  private static float[] logits(Predictor network, Minibatch batch, Kernels kernels, Probe probe) {
    try (NetworkInput input = new NetworkInput(kernels.memory(), network.inputShape())) {
      input.upload(batch.input());
      Chance chance = new Chance(Key.of(1), batch.samples());
      Pass pass = new Pass(Mode.EVALUATE, new Alone(), probe, chance);
      Trace trace = network.forward(input.tensor(), pass);
      float[] logits = new float[Math.toIntExact(network.outputShape().elements())];
      FloatBuffer host = direct(logits.length);
      kernels.memory().download(trace.output().tensor(), host);
      host.get(0, logits);
      trace.release();
      return logits;
    }
  }

  static Stream<Arguments> familiesOnEngines() {
    return Stream.of("nd4j", "libtorch")
        .flatMap(engine -> families().map(subject -> Arguments.of(engine, subject)));
  }

  @ParameterizedTest
  @MethodSource("familiesOnEngines")
  void onlyMembranesAtTheirThresholdFlip(String engine, Subject subject) {
    try (Kernels kernels = Engines.open(engine, Device.CPU);
        RankTrainer trainer = trained(subject, kernels);
        Network network = trainer.network().sharing(subject.input(), SAMPLES);
        FoldedNetwork folded = network.folded(subject.input(), SAMPLES)) {
      FlipCounter flips = new FlipCounter(kernels.memory());
      ForcedSpikes forced = new ForcedSpikes(kernels.memory(), flips);
      SpikeCounter spikes = new SpikeCounter(kernels.time());
      for (int number = 100; number < 104; number++) {
        Minibatch batch = batch(subject.input(), number);
        flips.samples(batch.labels());
        spikes.samples(batch.labels());
        float[] expected = logits(network, batch, kernels, forced.first().and(spikes));
        float[] found = logits(folded, batch, kernels, forced.second());
        float largest = 0;
        for (float logit : expected) {
          largest = Math.max(largest, Math.abs(logit));
        }
        for (int i = 0; i < expected.length; i++) {
          assertThat(found[i]).as("logit " + i).isEqualTo(expected[i], within(1e-4f * largest));
        }
      }
      assertThat(flips.flips().unexplained()).as("%s: %s", subject, flips.flips()).isZero();
      assertThat(flips.flips().neuronSteps())
          .isEqualTo(spikes.activity().stream().mapToLong(NeuronActivity::neuronSteps).sum());
      assertThat(spikes.activity().stream().mapToLong(NeuronActivity::spikes).sum()).isPositive();
      assertThat(folded.layout().entries())
          .extracting(Layout.Entry::name)
          .noneMatch(name -> name.endsWith(".gamma") || name.endsWith(".beta"));
    }
  }

  @Test
  void aNormBecomesABiasOrAScaleAndAShift() {
    Subject subject = new Subject("tdbn", TinyTask.network(Block.TDBN), TinyTask.INPUT);
    try (Kernels kernels = Engines.open("nd4j", Device.CPU);
        RankTrainer trainer = trained(subject, kernels);
        FoldedNetwork folded = trainer.network().folded(subject.input(), SAMPLES)) {
      assertThat(folded.layout().entries())
          .extracting(Layout.Entry::name)
          .containsExactly(
              "stem.conv.weight",
              "stem.conv.bias",
              "stage1.block1.conv1.weight",
              "stage1.block1.conv1.bias",
              "stage1.block1.conv2.weight",
              "stage1.block1.conv2.bias",
              "stage1.block1.shortcut.norm.scale",
              "stage1.block1.shortcut.norm.shift",
              "stage1.block2.conv1.weight",
              "stage1.block2.conv1.bias",
              "stage1.block2.conv2.weight",
              "stage1.block2.conv2.bias",
              "stage1.block2.shortcut.norm.scale",
              "stage1.block2.shortcut.norm.shift",
              "stage2.block1.conv1.weight",
              "stage2.block1.conv1.bias",
              "stage2.block1.conv2.weight",
              "stage2.block1.conv2.bias",
              "stage2.block1.shortcut.conv.weight",
              "stage2.block1.shortcut.conv.bias",
              "head.weight",
              "head.bias");
      assertThat(folded.statistics().values()).isEmpty();
    }
  }

  @Test
  void aFoldedNetworkIsACopyThatCannotBeTrained() {
    Subject subject = new Subject("sew", TinyTask.network(Block.SEW), TinyTask.INPUT);
    try (Kernels kernels = Engines.open("nd4j", Device.CPU);
        RankTrainer trainer = trained(subject, kernels);
        FoldedNetwork folded = trainer.network().folded(subject.input(), SAMPLES)) {
      Minibatch batch = batch(subject.input(), 100);
      float[] before = logits(folded, batch, kernels, Probe.NONE);
      float[] original = logits(trainer.network(), batch, kernels, Probe.NONE);
      trainer.step(batch(subject.input(), 1), SAMPLES);
      assertThat(logits(folded, batch, kernels, Probe.NONE)).isEqualTo(before);
      assertThat(logits(trainer.network(), batch, kernels, Probe.NONE)).isNotEqualTo(original);
      assertThatThrownBy(() -> folded.forward(null, new Pass(Mode.TRAIN, new Alone(), Probe.NONE)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "Cannot train a folded network: its norms are gone; train the network that it was folded from");
    }
  }

  @Test
  void itScoresOtherTimesteps() {
    Subject subject = new Subject("ms", TinyTask.network(Block.MS), TinyTask.INPUT);
    InputShape longer = TinyTask.INPUT.withTimesteps(5);
    try (Kernels kernels = Engines.open("nd4j", Device.CPU);
        RankTrainer trainer = trained(subject, kernels);
        Network network = trainer.network().sharing(longer, SAMPLES);
        FoldedNetwork folded = trainer.network().folded(longer, SAMPLES)) {
      Minibatch batch = batch(longer, 100);
      FlipCounter flips = new FlipCounter(kernels.memory());
      flips.samples(batch.labels());
      ForcedSpikes forced = new ForcedSpikes(kernels.memory(), flips);
      logits(network, batch, kernels, forced.first());
      logits(folded, batch, kernels, forced.second());
      assertThat(flips.flips().unexplained()).isZero();
    }
  }
}
