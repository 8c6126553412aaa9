package io.cofire.ops.tensor;

import io.cofire.data.random.Key;
import io.cofire.ops.neuron.Dynamics;
import io.cofire.ops.neuron.Dynamics.Firing;
import io.cofire.ops.neuron.Dynamics.Reset;
import io.cofire.ops.neuron.Dynamics.ResetGradient;
import io.cofire.ops.surrogate.Surrogate.Rectangular;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;

/**
 * Forward, backward and update of convolution, norm, neurons and a linear layer, as a rank runs
 * them.
 */
final class OneStep implements AutoCloseable {

  private static final int TIMESTEPS = 2;
  private static final Dynamics NEURON =
      new Dynamics(
          0.25, 1, 0, 0.5, 0, Reset.HARD, ResetGradient.FLOWS, Firing.ABOVE, new Rectangular(1));

  final Kernels kernels;
  private final ConvolutionShape shape;
  private final int features;
  private final Convolution convolution;
  private final Linear linear;
  private final SplittableRandom random;
  private final int convolutionWeights;
  private final Shape flat;
  private final Tensor parameters;
  private final Tensor gradients;
  private final Tensor velocity;
  private final Tensor x;
  private final Tensor y;
  private final Tensor h;
  private final Tensor s;
  private final Tensor gx;
  private final Tensor logits;

  OneStep(String engine) {
    kernels = Engines.open(engine, Device.CPU);
    shape = new ConvolutionShape(2 * 6, 16, 13, 11, 24, 3, 1, 1);
    features = 24 * 13 * 11;
    convolution = kernels.convolution(shape);
    linear = kernels.linear(12, features, 10);
    random = Key.of(7).random();
    convolutionWeights = Math.toIntExact(shape.weight().elements());
    flat = Shape.of(convolutionWeights + 10 * features + 10);
    parameters = random(flat, 0.1);
    gradients = kernels.memory().allocate(flat);
    velocity = kernels.memory().allocate(flat);
    x = random(shape.input(), 1);
    y = kernels.memory().allocate(shape.output());
    h = kernels.memory().allocate(shape.output());
    s = kernels.memory().allocate(shape.output());
    gx = kernels.memory().allocate(shape.input());
    logits = kernels.memory().allocate(Shape.of(12, 10));
  }

  private Tensor random(Shape shape, double scale) {
    float[] values = new float[Math.toIntExact(shape.elements())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble(-scale, scale);
    }
    Tensor tensor = kernels.memory().allocate(shape);
    kernels.memory().upload(FloatBuffer.wrap(values), tensor);
    return tensor;
  }

  void run() {
    Tensor w = parameters.slice(0, shape.weight());
    Tensor matrix = parameters.slice(convolutionWeights, Shape.of(10, features));
    Tensor bias = parameters.slice(convolutionWeights + 10L * features, Shape.of(10));
    convolution.forward(x, w, y);
    float[] mean = new float[24];
    float[] m2 = new float[24];
    kernels.norms().moments(y, mean, m2);
    kernels.norms().affine(y, m2, mean, y);
    kernels.neurons().forward(NEURON, inTime(y), inTime(h), inTime(s));
    Shape rows = Shape.of(12, features);
    linear.forward(s.view(rows), matrix, bias, logits);
    kernels.memory().fill(gradients, 0);
    linear.backwardParameters(
        s.view(rows),
        logits,
        gradients.slice(convolutionWeights, Shape.of(10, features)),
        gradients.slice(convolutionWeights + 10L * features, Shape.of(10)));
    linear.backwardInput(logits, matrix, s.view(rows));
    kernels.neurons().backward(NEURON, inTime(h), inTime(s), inTime(s));
    convolution.backward(x, w, s, gx, gradients.slice(0, shape.weight()));
    kernels.updates().momentum(parameters, gradients, velocity, 1e-4f, 0.9f, 1e-4f);
  }

  private Tensor inTime(Tensor images) {
    return images.view(Shape.of(TIMESTEPS, 6, 13, 11, 24));
  }

  float[] parameters() {
    float[] values = new float[Math.toIntExact(flat.elements())];
    kernels.memory().download(parameters, FloatBuffer.wrap(values));
    return values;
  }

  @Override
  public void close() {
    kernels.close();
  }
}
