package io.cofire.ops.layer;

import io.cofire.data.random.Key;
import io.cofire.ops.collective.Alone;
import io.cofire.ops.layer.Pass.Mode;
import io.cofire.ops.tensor.Device;
import io.cofire.ops.tensor.Engines;
import io.cofire.ops.tensor.Kernels;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.function.BiFunction;

/** One layer that draws, run on an engine. */
final class ChoiceCase {

  private final String engine;
  private final Shape input;
  private final BiFunction<Wiring, Shape, Layer> make;

  ChoiceCase(String engine, Shape input, BiFunction<Wiring, Shape, Layer> make) {
    this.engine = engine;
    this.input = input;
    this.make = make;
  }

  static Pass pass(Mode mode, long seed, int... samples) {
    return new Pass(mode, new Alone(), Probe.NONE, new Chance(Key.of(seed), samples));
  }

  float[] forward(float[] x, Pass pass) {
    try (Kernels kernels = Engines.open(engine, Device.CPU)) {
      Layer layer = make.apply(Wiring.root(kernels, Recompute.NONE).at("layer"), input);
      return read(kernels, layer.forward(input(kernels, x), pass).output().tensor());
    }
  }

  float[] backward(float[] x, float[] gy, Pass pass) {
    try (Kernels kernels = Engines.open(engine, Device.CPU)) {
      Wiring wiring = Wiring.root(kernels, Recompute.NONE).at("layer");
      Layer layer = make.apply(wiring, input);
      Trace trace = layer.forward(input(kernels, x), pass);
      Tensor gradient = wiring.buffers().take(layer.outputShape());
      kernels.memory().upload(direct(gy), gradient);
      return read(kernels, trace.backward(gradient));
    }
  }

  private Activation input(Kernels kernels, float[] values) {
    Tensor tensor = kernels.memory().allocate(input);
    kernels.memory().upload(direct(values), tensor);
    return Activation.borrowed(tensor);
  }

  private static float[] read(Kernels kernels, Tensor tensor) {
    float[] values = new float[(int) tensor.shape().elements()];
    FloatBuffer host = direct(values);
    kernels.memory().download(tensor, host);
    host.get(0, values);
    return values;
  }

  private static FloatBuffer direct(float[] values) {
    return ByteBuffer.allocateDirect(values.length * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer()
        .put(0, values);
  }
}
