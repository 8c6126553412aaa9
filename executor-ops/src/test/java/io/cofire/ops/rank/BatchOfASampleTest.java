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
import io.cofire.ops.tensor.Kernels;
import io.cofire.ops.zoo.Zoo;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What a sample's logits owe to the minibatch that it is computed in. */
class BatchOfASampleTest {

  @Test
  void explore() {
    for (String name : new String[] {"ms-resnet20", "sew-resnet18", "tdbn-resnet19", "sew-resnet50"}) {
      var zoo = Zoo.find(name);
      if (zoo.isEmpty()) {
        System.out.println("no " + name);
        continue;
      }
      InputShape in = zoo.get().input();
      InputShape small = new InputShape(2, in.channels(), 32, 32, in.presentation());
      try {
        compare(name, zoo.get().network(), small, zoo.get().classes());
      } catch (RuntimeException e) {
        System.out.println(name + ": " + e);
      }
    }
    for (Block block : Block.values()) {
      compare("tiny " + block, TinyTask.network(block), TinyTask.INPUT, 3);
      compare("tiny34 " + block, TinyTask.network(block), new InputShape(4, 2, 34, 34), 10);
    }
  }

  private static void compare(String name, NetworkConfig network, InputShape in, int classes) {
    float[][] alone = null;
    for (int batch : new int[] {1, 2, 3, 4, 5, 7, 8, 10, 13, 16, 30, 32}) {
      float[][] logits = logits(network, in, classes, batch, 32);
      if (alone == null) {
        alone = logits;
        System.out.println(name + " " + Arrays.toString(Arrays.copyOf(alone[0], 3)));
      }
      int different = 0;
      for (int n = 0; n < 32; n++) {
        different += Arrays.equals(alone[n], logits[n]) ? 0 : 1;
      }
      System.out.println(name + " batch " + batch + ": " + different + " of 32 differ");
    }
  }

  private static float[][] logits(
      NetworkConfig config, InputShape in, int classes, int batch, int samples) {
    float[][] all = new float[samples][];
    try (Kernels kernels = Engines.open("nd4j", Device.parse("cpu"))) {
      Network network = Network.build(config, in, classes, batch, kernels, Key.of(5));
      try (Feed feed = new Feed(network, kernels.memory(), batch)) {
        int frames = in.presentation() == Presentation.STILL ? 1 : in.timesteps();
        int pixels = in.channels() * in.height() * in.width();
        FloatBuffer input = DirectBuffers.floats(frames * batch * pixels);
        for (int from = 0; from < samples; from += batch) {
          int[] numbers = new int[batch];
          for (int n = 0; n < batch; n++) {
            numbers[n] = Math.min(samples - 1, from + n);
            SplittableRandom random = Key.of(3).child(numbers[n]).random();
            for (int t = 0; t < frames; t++) {
              for (int i = 0; i < pixels; i++) {
                input.put((t * batch + n) * pixels + i, frames == 1 ? random.nextFloat() : random.nextInt(4));
              }
            }
          }
          Minibatch minibatch = new Minibatch(input, new int[batch], numbers);
          Trace trace =
              feed.forward(
                  minibatch,
                  new Pass(Mode.EVALUATE, new Alone(), Probe.NONE, new Chance(Key.of(1), numbers)));
          feed.outputs().download(trace.output().tensor());
          trace.release();
          for (int n = 0; n < batch && from + n < samples; n++) {
            all[from + n] = new float[classes];
            feed.outputs().values().get(n * classes, all[from + n]);
          }
        }
      }
    }
    return all;
  }
}
