package io.cofire.ops.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.random.Key;
import io.cofire.ops.layer.Mode;
import io.cofire.ops.layer.Pass;
import io.cofire.ops.layer.Probe;
import io.cofire.ops.layer.Recompute;
import io.cofire.ops.layer.Trace;
import io.cofire.ops.rank.Block;
import io.cofire.ops.rank.RankThreads;
import io.cofire.ops.rank.TinyTask;
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

  @SuppressWarnings("ArrayRecordComponent") // a carrier of what is compared
  private record Found(float[] logits, float[] gradients, float[] statistics, long bytes) {}

  @ParameterizedTest
  @EnumSource(Block.class)
  void everyLevelGivesTheSameBitsOnTwoRanksInLessMemory(Block block) throws Exception {
    Map<Recompute, List<Found>> found = new EnumMap<>(Recompute.class);
    for (Recompute level : Recompute.values()) {
      found.put(level, RankThreads.run(2, collective -> step(block, level, collective, SAMPLES)));
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
    assertThat(found.get(Recompute.NEURON).get(0).bytes()).isLessThan(plain.get(0).bytes());
    assertThat(found.get(Recompute.BLOCK).get(0).bytes()).isLessThan(plain.get(0).bytes());
  }

  private static Found step(
      Block block, Recompute level, io.cofire.ops.collective.Collective collective, int samples) {
    InputShape input = new InputShape(5, 2, 17, 19);
    try (Kernels kernels = Engines.open("nd4j")) {
      Network network =
          Network.build(
              TinyTask.network(block), input, TinyTask.CLASSES, samples, kernels, Key.of(7), level);
      Tensor x = kernels.memory().allocate(network.inputShape());
      float[] values = new float[Math.toIntExact(network.inputShape().elements())];
      var random = Key.of(1).child(collective.rank()).random();
      for (int i = 0; i < values.length; i++) {
        values[i] = random.nextInt(3);
      }
      kernels.memory().upload(FloatBuffer.wrap(values), x);
      long before = kernels.memory().allocatedBytes();
      Trace trace = network.forward(x, new Pass(Mode.TRAIN, collective, Probe.NONE));
      float[] logits = read(kernels, trace.output().tensor());
      Tensor gradient = network.buffers().take(network.outputShape());
      kernels.memory().fill(gradient, 0.25f);
      kernels.memory().fill(gradient.slice(0, io.cofire.ops.tensor.Shape.of(1)), -2);
      trace.backwardParameters(gradient, network.buffers());
      return new Found(
          logits,
          read(kernels, network.parameters().gradients()),
          network.statistics().values().clone(),
          kernels.memory().allocatedBytes() - before);
    }
  }

  private static float[] read(Kernels kernels, Tensor tensor) {
    float[] values = new float[Math.toIntExact(tensor.shape().elements())];
    kernels.memory().download(tensor, FloatBuffer.wrap(values));
    return values;
  }
}
