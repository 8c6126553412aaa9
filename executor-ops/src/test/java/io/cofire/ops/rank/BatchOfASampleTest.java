package io.cofire.ops.rank;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.batches.Minibatch;
import io.cofire.data.memory.DirectBuffers;
import io.cofire.data.random.Key;
import io.cofire.ops.collective.Alone;
import io.cofire.ops.layer.Chance;
import io.cofire.ops.layer.Pass;
import io.cofire.ops.layer.Pass.Mode;
import io.cofire.ops.layer.Probe;
import io.cofire.ops.layer.Trace;
import io.cofire.ops.network.InputShape;
import io.cofire.ops.network.InputShape.Presentation;
import io.cofire.ops.network.Network;
import io.cofire.ops.network.NetworkConfig;
import io.cofire.ops.tensor.Device;
import io.cofire.ops.tensor.Engines;
import io.cofire.ops.tensor.KernelChoice;
import io.cofire.ops.tensor.Kernels;
import io.cofire.ops.tensor.NarrowMachine;
import io.cofire.ops.tensor.Precision;
import io.cofire.ops.zoo.Zoo;
import io.cofire.ops.zoo.ZooNetwork;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An evaluation answers for a sample to the same bits in every minibatch and in every place of it,
 * so that a file can be predicted alone.
 */
class BatchOfASampleTest {

  private static final int SAMPLES = 9;
  private static final float LIVELY = 0.02f; // variance that makes most neurons fire

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 7, 9})
  void framesHaveTheSameLogitsInEveryBatch(int batch) {
    for (Block block : Block.values()) {
      NetworkConfig network = TinyTask.network(block);
      InputShape input = new InputShape(2, 2, 17, 15);
      assertSame(network, input, 10, batch);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 7})
  void imagesHaveTheSameLogitsInEveryBatch(int batch) {
    InputShape input = new InputShape(2, 3, 8, 8, Presentation.STILL);
    assertSame(Zoo.find("ms-resnet20").orElseThrow().network(), input, 10, batch);
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 9})
  void soTheyHaveInBf16(int batch) {
    NarrowMachine.assume(Precision.BF16);
    for (Block block : Block.values()) {
      InputShape input = new InputShape(2, 2, 17, 15);
      assertSame(TinyTask.network(block), input, 10, batch, Precision.BF16);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "BF16"})
  @Tag("nightly")
  void soHaveTheWideNetworksOfThePapers(Precision precision) {
    NarrowMachine.assume(precision);
    for (String name : new String[] {"tdbn-resnet19", "sew-resnet18", "sew-resnet50"}) {
      ZooNetwork zoo = Zoo.find(name).orElseThrow();
      InputShape like = zoo.input();
      InputShape input = new InputShape(2, like.channels(), 32, 32, like.presentation());
      for (int batch : new int[] {2, 5, 9}) {
        assertSame(zoo.network(), input, zoo.classes(), batch, precision);
      }
    }
  }

  private static void assertSame(NetworkConfig network, InputShape input, int classes, int batch) {
    assertSame(network, input, classes, batch, Precision.FLOAT32);
  }

  private static void assertSame(
      NetworkConfig network, InputShape input, int classes, int batch, Precision precision) {
    float[][] alone = logits(network, input, classes, 1, precision);
    float[][] together = logits(network, input, classes, batch, precision);
    assertThat(alone[0]).as("different samples").isNotEqualTo(alone[1]);
    assertThat(together).as("batches of %d", batch).isDeepEqualTo(alone);
  }

  private static float[][] logits(
      NetworkConfig config, InputShape in, int classes, int batch, Precision precision) {
    float[][] all = new float[SAMPLES][classes];
    try (Kernels kernels = Engines.open("nd4j", Device.CPU, KernelChoice.FUSED, precision)) {
      Network network = Network.build(config, in, classes, batch, kernels, Key.of(5));
      network.statistics().layout().entries().stream()
          .filter(entry -> entry.name().endsWith(".variance"))
          .forEach(
              entry ->
                  Arrays.fill(network.statistics().values(), entry.offset(), entry.end(), LIVELY));
      try (Feed feed = new Feed(network, kernels.memory(), batch)) {
        for (int from = 0; from < SAMPLES; from += batch) {
          forward(feed, minibatch(in, from, batch));
          for (int n = 0; n < batch && from + n < SAMPLES; n++) {
            feed.outputs().values().get(n * classes, all[from + n]);
          }
        }
      }
    }
    return all;
  }

  private static void forward(Feed feed, Minibatch batch) {
    Chance chance = new Chance(Key.of(1), batch.samples());
    Trace trace = feed.forward(batch, new Pass(Mode.EVALUATE, new Alone(), Probe.NONE, chance));
    feed.outputs().download(trace.output().tensor());
    trace.release();
  }

  private static Minibatch minibatch(InputShape in, int from, int batch) {
    boolean still = in.presentation() == Presentation.STILL;
    int frames = still ? 1 : in.timesteps();
    int pixels = in.channels() * in.height() * in.width();
    FloatBuffer input = DirectBuffers.floats(frames * batch * pixels);
    int[] numbers = new int[batch];
    for (int n = 0; n < batch; n++) {
      numbers[n] = from + n;
      SplittableRandom random = Key.of(3).child(from + n).random();
      for (int t = 0; t < frames; t++) {
        for (int i = 0; i < pixels; i++) {
          float value = still ? (float) random.nextDouble() : random.nextInt(4);
          input.put((t * batch + n) * pixels + i, value);
        }
      }
    }
    return new Minibatch(input, new int[batch], numbers);
  }
}
