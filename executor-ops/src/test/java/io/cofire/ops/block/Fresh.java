package io.cofire.ops.block;

import io.cofire.data.Patience;
import io.cofire.data.random.Key;
import io.cofire.ops.collective.Collective;
import io.cofire.ops.collective.LocalGroup;
import io.cofire.ops.layer.Activation;
import io.cofire.ops.layer.Layer;
import io.cofire.ops.layer.Parameter;
import io.cofire.ops.layer.Pass;
import io.cofire.ops.layer.Pass.Mode;
import io.cofire.ops.layer.Probe;
import io.cofire.ops.layer.Statistic;
import io.cofire.ops.layer.Wiring;
import io.cofire.ops.reference.ReferenceKernels;
import io.cofire.ops.tensor.Kernels;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;

/** A block as it is before the first step of training: its first forward. */
final class Fresh {

  private static final Key KEY = Key.of(11);

  private Fresh() {}

  /** What the block makes of an input. */
  static float[] output(BlockConfig block, BlockPlan plan, float[] input, Probe probe) {
    try (Kernels kernels = new ReferenceKernels();
        Collective alone = LocalGroup.of(1, Patience.LIMIT).collective(0)) {
      Wiring wiring = Wiring.root(kernels);
      Layer layer = block.build(wiring.at("block"), plan);
      start(wiring, kernels);
      Tensor x = kernels.memory().allocate(plan.input());
      kernels.memory().upload(FloatBuffer.wrap(input), x);
      Pass pass = new Pass(Mode.TRAIN, alone, probe);
      Tensor y = layer.forward(Activation.borrowed(x), pass).output().tensor();
      float[] output = new float[Math.toIntExact(y.shape().elements())];
      kernels.memory().download(y, FloatBuffer.wrap(output));
      return output;
    }
  }

  private static void start(Wiring wiring, Kernels kernels) {
    for (Parameter parameter : wiring.parameters()) {
      Tensor value = kernels.memory().allocate(parameter.shape());
      int elements = Math.toIntExact(parameter.shape().elements());
      float[] values = parameter.initial().values(elements, KEY.child(parameter.name()));
      kernels.memory().upload(FloatBuffer.wrap(values), value);
      parameter.bind(value, kernels.memory().allocate(parameter.shape()), 0);
    }
    for (Statistic statistic : wiring.statistics()) {
      statistic.bind(new float[statistic.size()], 0);
    }
  }

  /** Independent spikes. */
  static float[] spikes(Shape shape, double rate) {
    SplittableRandom random = KEY.child("spikes").random();
    float[] spikes = new float[Math.toIntExact(shape.elements())];
    for (int i = 0; i < spikes.length; i++) {
      spikes[i] = random.nextDouble() < rate ? 1 : 0;
    }
    return spikes;
  }

  static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
