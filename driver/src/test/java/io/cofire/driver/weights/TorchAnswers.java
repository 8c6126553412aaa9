package io.cofire.driver.weights;

import io.cofire.data.memory.DirectBuffers;
import io.cofire.data.random.Key;
import io.cofire.driver.checkpoint.Weights;
import io.cofire.driver.recipe.NamedNetwork;
import io.cofire.ops.collective.Alone;
import io.cofire.ops.layer.Chance;
import io.cofire.ops.layer.Pass;
import io.cofire.ops.layer.Pass.Mode;
import io.cofire.ops.layer.Probe;
import io.cofire.ops.layer.Recompute;
import io.cofire.ops.layer.Trace;
import io.cofire.ops.network.InputShape;
import io.cofire.ops.network.InputShape.Presentation;
import io.cofire.ops.network.Network;
import io.cofire.ops.network.NetworkConfig;
import io.cofire.ops.network.NetworkInput;
import io.cofire.ops.optimizer.OptimizerConfig;
import io.cofire.ops.plan.StateForm;
import io.cofire.ops.rank.TrainingState;
import io.cofire.ops.tensor.Device;
import io.cofire.ops.tensor.Engines;
import io.cofire.ops.tensor.HostVector;
import io.cofire.ops.tensor.Kernels;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What networks of {@code torch_networks.py} answer, there and here. */
final class TorchAnswers {

  static final int CLASSES = 5;
  private static final int TIMESTEPS = 3;
  private static final int SAMPLES = 2;

  private TorchAnswers() {}

  /** A network of the zoo as narrow as the script makes it. */
  static List<String> narrow(String network, int width) {
    List<String> overrides = new ArrayList<>(List.of("network.stem.channels=" + width));
    boolean events = network.endsWith("-7b");
    for (int stage = 0; stage < (events ? 7 : 4); stage++) {
      int channels = events ? width : width << stage;
      overrides.add("network.stages[" + stage + "].channels=" + channels);
    }
    if (events) {
      overrides.add("network.stem.kernel=1");
    }
    return overrides;
  }

  /** [N][K] as the script wrote them. */
  static float[] there(Path logits) throws IOException {
    float[] values = new float[SAMPLES * CLASSES];
    ByteBuffer.wrap(Files.readAllBytes(logits))
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(values);
    return values;
  }

  /** [N][K] of the network with these weights, seeing what the script's saw. */
  static float[] here(String name, List<String> overrides, Weights weights) {
    NetworkConfig config = NamedNetwork.of(name, overrides);
    InputShape input =
        name.endsWith("-7b")
            ? new InputShape(TIMESTEPS, 2, 128, 128)
            : new InputShape(TIMESTEPS, 3, 64, 64, Presentation.STILL);
    OptimizerConfig none = new OptimizerConfig.Sgd(1, 0, 0, false);
    try (Kernels kernels = Engines.open("nd4j", Device.CPU);
        Network network =
            Network.unstarted(config, input, CLASSES, SAMPLES, kernels, Recompute.NONE)) {
      TrainingState state = weights.start(StateForm.of(config, input, CLASSES, none));
      new HostVector(kernels.memory(), state.parameters().length)
          .fromArray(state.parameters(), network.parameters().values());
      float[] running = state.statistics();
      System.arraycopy(running, 0, network.statistics().values(), 0, running.length);
      return logits(network, kernels, samples(input));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static float[] logits(Network network, Kernels kernels, FloatBuffer samples) {
    try (NetworkInput input = new NetworkInput(kernels.memory(), network.inputShape())) {
      input.upload(samples);
      Chance chance = new Chance(Key.of(1), new int[] {0, 1});
      Trace trace =
          network.forward(input.tensor(), new Pass(Mode.EVALUATE, new Alone(), Probe.NONE, chance));
      FloatBuffer host = DirectBuffers.floats(SAMPLES * CLASSES);
      kernels.memory().download(trace.output().tensor(), host);
      trace.release();
      float[] logits = new float[SAMPLES * CLASSES];
      host.get(0, logits);
      return logits;
    }
  }

  private static FloatBuffer samples(InputShape input) {
    boolean moving = input.presentation() != Presentation.STILL;
    int times = moving ? TIMESTEPS : 1;
    int size = input.height();
    FloatBuffer all = DirectBuffers.floats(times * SAMPLES * input.channels() * size * size);
    for (int t = 0; t < times; t++) {
      for (int n = 0; n < SAMPLES; n++) {
        for (int c = 0; c < input.channels(); c++) {
          for (int h = 0; h < size; h++) {
            for (int w = 0; w < size; w++) {
              int sum = (moving ? 3 * t : 0) + 7 * n + 5 * c + 3 * h + 11 * w + 3 * h * w;
              all.put(sum % 17 / 16f);
            }
          }
        }
      }
    }
    return all.flip();
  }
}
