package io.cofire.ops.nd4j;

import io.cofire.ops.tensor.Convolution;
import io.cofire.ops.tensor.ConvolutionShape;
import io.cofire.ops.tensor.JoinKernels;
import io.cofire.ops.tensor.Memory;
import io.cofire.ops.tensor.Tensor;
import org.nd4j.linalg.api.ndarray.INDArray;

/** ND4J's conv2d and conv2d_bp, which run oneDNN in float32. */
final class OneDnnConvolution implements Convolution {

  private static final long EXPLICIT_PADDING = 0;
  private static final long IMAGES_AS_NHWC = 1;
  private static final long WEIGHTS_AS_OIHW = 1;

  private final ConvolutionShape shape;
  private final Memory memory;
  private final JoinKernels joins;
  private final CallSite forward;
  private final CallSite backward;
  private Tensor weightGradient;
  private Tensor unusedInputGradient;

  OneDnnConvolution(
      ConvolutionShape shape, Memory memory, JoinKernels joins, CallSite.Factory callSites) {
    this.shape = shape;
    this.memory = memory;
    this.joins = joins;
    this.forward = callSites.create("conv2d", new double[0], arguments(shape));
    this.backward = callSites.create("conv2d_bp", new double[0], arguments(shape));
  }

  private static long[] arguments(ConvolutionShape shape) {
    long k = shape.kernel();
    long s = shape.stride();
    long p = shape.padding();
    long dilation = 1;
    return new long[] {
      k, k, s, s, p, p, dilation, dilation, EXPLICIT_PADDING, IMAGES_AS_NHWC, WEIGHTS_AS_OIHW
    };
  }

  @Override
  public void forward(Tensor x, Tensor w, Tensor y) {
    forward.run(new INDArray[] {array(x), array(w)}, array(y));
  }

  @Override
  public void backward(Tensor x, Tensor w, Tensor gy, Tensor gx, Tensor gw) {
    if (weightGradient == null) {
      weightGradient = memory.allocate(shape.weight());
    }
    INDArray[] inputs = {array(x), array(w), array(gy)};
    backward.run(inputs, array(gx), array(weightGradient));
    joins.add(gw, weightGradient, gw);
  }

  @Override
  public void backwardWeight(Tensor x, Tensor gy, Tensor gw) {
    if (unusedInputGradient == null) {
      unusedInputGradient = memory.allocate(shape.input());
    }
    // conv2d_bp insists on both gradients; any weights of the right shape will do for the other.
    backward(x, gw, gy, unusedInputGradient, gw);
  }

  private static INDArray array(Tensor tensor) {
    return Nd4jTensor.of(tensor).array();
  }
}
