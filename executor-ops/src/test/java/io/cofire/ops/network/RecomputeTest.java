package io.cofire.ops.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.random.Key;
import io.cofire.ops.block.BlockConfig;
import io.cofire.ops.block.Join;
import io.cofire.ops.block.LastNorm;
import io.cofire.ops.block.NormForm;
import io.cofire.ops.block.ResidualPath;
import io.cofire.ops.block.SewBlock;
import io.cofire.ops.block.ShortcutNorm;
import io.cofire.ops.block.SpikingBlock;
import io.cofire.ops.block.TdBnBlock;
import io.cofire.ops.layer.Chance;
import io.cofire.ops.layer.NeuNorm;
import io.cofire.ops.layer.Pass;
import io.cofire.ops.layer.Pass.Mode;
import io.cofire.ops.layer.Probe;
import io.cofire.ops.layer.Recompute;
import io.cofire.ops.layer.Trace;
import io.cofire.ops.network.NetworkConfig.Layered;
import io.cofire.ops.network.NetworkConfig.ResNet;
import io.cofire.ops.network.NetworkConfig.Stage;
import io.cofire.ops.network.NetworkConfig.Stem;
import io.cofire.ops.neuron.Dynamics;
import io.cofire.ops.neuron.Neuron;
import io.cofire.ops.rank.Block;
import io.cofire.ops.rank.RankThreads;
import io.cofire.ops.rank.TinyTask;
import io.cofire.ops.surrogate.Surrogate;
import io.cofire.ops.tensor.Device;
import io.cofire.ops.tensor.Engines;
import io.cofire.ops.tensor.Kernels;
import io.cofire.ops.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Computing a forward again in the backward: the same bits in less memory. */
class RecomputeTest {

  private static final int SAMPLES = 6;
  private static final InputShape FRAMES = new InputShape(5, 2, 17, 19);
  private static final InputShape STILL =
      new InputShape(5, 2, 17, 19, InputShape.Presentation.STILL);

  /** Everything that keeps something of a forward, or draws in it. */
  private enum Twin {
    TDBN(TinyTask.network(Block.TDBN)),
    SEW(TinyTask.network(Block.SEW)),
    MS(TinyTask.network(Block.MS)),
    AND(sew(ResidualPath.BASIC, Join.AND)),
    IAND(sew(ResidualPath.BASIC, Join.IAND)),
    IAND_BOTTLENECK(sew(ResidualPath.BOTTLENECK, Join.IAND)),
    TDBN_BOTTLENECK(
        of(new TdBnBlock(ResidualPath.BOTTLENECK, ShortcutNorm.EVERY, NormForm.TDBN), Block.TDBN)),
    SPIKING_BOTTLENECK(
        of(
            new SpikingBlock(ResidualPath.BOTTLENECK, NormForm.BATCH, LastNorm.LIKE_OTHERS),
            Block.SEW)),
    PARAMETRIC(
        new ResNet(
            new SewBlock(ResidualPath.BASIC, Join.AND, LastNorm.LIKE_OTHERS),
            new Stem(6, 3, 1),
            List.of(new Stage(6, 2, 1), new Stage(10, 1, 2)),
            PLIF)),
    DROPOUT(((ResNet) TinyTask.network(Block.MS)).withDropout(0.5)),
    RATE_CODE(
        ResNets.withEncoding((ResNet) TinyTask.network(Block.SEW), Encoding.BERNOULLI), STILL),
    NEUNORM(layered(NeuNorm.Weights.PER_CHANNEL, Encoding.DIRECT)),
    NEUNORM_IMAGE(layered(NeuNorm.Weights.SHARED, Encoding.DIRECT), STILL),
    NEUNORM_RATE_CODE(layered(NeuNorm.Weights.SHARED, Encoding.POISSON), STILL);

    @SuppressWarnings("ImmutableEnumChecker") // a record
    final NetworkConfig network;

    @SuppressWarnings("ImmutableEnumChecker") // a record
    final InputShape input;

    Twin(NetworkConfig network) {
      this(network, FRAMES);
    }

    Twin(NetworkConfig network, InputShape input) {
      this.network = network;
      this.input = input;
    }
  }

  private static final Neuron PLIF =
      new Neuron.ParametricLif(
          2,
          Neuron.Input.DECAYED,
          1,
          0,
          Dynamics.Reset.HARD,
          Dynamics.ResetGradient.DETACHED,
          Dynamics.Firing.AT_OR_ABOVE,
          new Surrogate.ArcTan(2));

  /** Where the backward of one block does not decide the peak of so small a network. */
  private static boolean isEven(Twin twin) {
    return switch (twin) {
      case TDBN, SEW, MS, AND, IAND, DROPOUT, RATE_CODE -> true;
      default -> false;
    };
  }

  private static ResNet sew(ResidualPath path, Join join) {
    return of(new SewBlock(path, join, LastNorm.LIKE_OTHERS), Block.SEW);
  }

  private static ResNet of(BlockConfig block, Block like) {
    return ResNets.withBlock((ResNet) TinyTask.network(like), block);
  }

  /** Dropout behind neurons that a repetition fires again, and one stage without a pool. */
  private static NetworkConfig layered(NeuNorm.Weights weights, Encoding encoding) {
    return new Layered(
        List.of(
            new Part.Conv(6, 3),
            new Part.Conv(6, 3),
            new Part.Dropout(0.3),
            new Part.AveragePool(2),
            new Part.Conv(8, 3),
            new Part.Dense(24),
            new Part.Dropout(0.5),
            new Part.Dense(16)),
        TinyTask.neuron(Block.TDBN),
        new MapNorm.Auxiliary(0.9, NeuNorm.Strength.AVERAGE, weights, 1),
        encoding,
        8);
  }

  private record Found(
      float[] logits, float[] gradients, float[] statistics, long kept, long bytes) {}

  @ParameterizedTest
  @EnumSource(Twin.class)
  void everyLevelGivesTheSameBitsOnTwoRanksInLessMemory(Twin twin) throws Exception {
    Map<Recompute, List<Found>> found = new EnumMap<>(Recompute.class);
    for (Recompute level : Recompute.values()) {
      found.put(level, RankThreads.run(2, collective -> step(twin, level, collective)));
    }
    List<Found> plain = found.get(Recompute.NONE);
    for (Recompute level : Recompute.values()) {
      for (int rank = 0; rank < plain.size(); rank++) {
        Found one = found.get(level).get(rank);
        assertThat(one.logits()).as(level + ": logits").isEqualTo(plain.get(rank).logits());
        assertThat(one.gradients())
            .as(level + ": gradients")
            .isEqualTo(plain.get(rank).gradients());
        assertThat(one.statistics())
            .as(level + ": running statistics")
            .isEqualTo(plain.get(rank).statistics());
      }
    }
    long kept = plain.get(0).kept();
    long ofNeurons = found.get(Recompute.NEURON).get(0).kept();
    long ofBlocks = found.get(Recompute.BLOCK).get(0).kept();
    if (twin.network instanceof Layered) { // without norms its neurons' currents stay instead
      assertThat(ofNeurons).isLessThanOrEqualTo(kept);
    } else {
      assertThat(ofNeurons).isLessThan(kept);
    }
    assertThat(ofBlocks).isLessThan(kept);
    assertThat(found.get(Recompute.STAGE).get(0).kept()).isLessThanOrEqualTo(ofBlocks);
    if (isEven(twin)) {
      assertThat(found.get(Recompute.NEURON).get(0).bytes()).isLessThan(plain.get(0).bytes());
      assertThat(found.get(Recompute.BLOCK).get(0).bytes()).isLessThan(plain.get(0).bytes());
    }
  }

  private static Found step(
      Twin twin, Recompute level, io.cofire.ops.collective.Collective collective) {
    try (Kernels kernels = Engines.open("nd4j", Device.CPU)) {
      Network network =
          Network.build(
              twin.network, twin.input, TinyTask.CLASSES, SAMPLES, kernels, Key.of(7), level);
      Tensor x = kernels.memory().allocate(network.inputShape());
      float[] values = new float[Math.toIntExact(network.inputShape().elements())];
      var random = Key.of(1).child(collective.rank()).random();
      for (int i = 0; i < values.length; i++) {
        values[i] = random.nextInt(3) * (twin.input.equals(STILL) ? 0.3f : 1);
      }
      kernels.memory().upload(FloatBuffer.wrap(values), x);
      long before = kernels.memory().allocatedBytes();
      Chance chance = new Chance(Key.of(5), new int[] {4, 8, 1, 0, 9, 2});
      Trace trace = network.forward(x, new Pass(Mode.TRAIN, collective, Probe.NONE, chance));
      float[] logits = read(kernels, trace.output().tensor());
      long kept = network.buffers().heldBytes();
      Tensor gradient = network.buffers().take(network.outputShape());
      kernels.memory().fill(gradient, 0.25f);
      kernels.memory().fill(gradient.slice(0, io.cofire.ops.tensor.Shape.of(1)), -2);
      trace.backwardParameters(gradient, network.buffers());
      return new Found(
          logits,
          read(kernels, network.parameters().gradients()),
          network.statistics().values().clone(),
          kept,
          kernels.memory().allocatedBytes() - before);
    }
  }

  private static float[] read(Kernels kernels, Tensor tensor) {
    float[] values = new float[Math.toIntExact(tensor.shape().elements())];
    kernels.memory().download(tensor, FloatBuffer.wrap(values));
    return values;
  }
}
