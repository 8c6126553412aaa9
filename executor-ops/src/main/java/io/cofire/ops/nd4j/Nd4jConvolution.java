package io.cofire.ops.nd4j;

import io.cofire.ops.tensor.Convolution;
import io.cofire.ops.tensor.ConvolutionShape;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Convolutions by ND4J's own operation, wherever its arrays lie. */
final class Nd4jConvolution implements Convolution {

  private static final double[] NO_REALS = {};
  private static final long EXPLICIT_PADDING = 0;
  private static final long CHANNELS_LAST = 1;
  private static final long OUTPUT_CHANNELS_FIRST = 1; // weights are [oC,iC,kH,kW]

  private final ConvolutionShape shape;
  private final ScratchPool pool;
  private final CallSites callSites;
  private final CallSite forward;
  private final CallSite backward;

  Nd4jConvolution(ConvolutionShape shape, CallSites callSites, ScratchPool pool) {
    this.shape = shape;
    this.pool = pool;
    this.callSites = callSites;
    long[] arguments = {
      shape.kernel(),
      shape.kernel(),
      shape.stride(),
      shape.stride(),
      shape.padding(),
      shape.padding(),
      1,
      1,
      EXPLICIT_PADDING,
      CHANNELS_LAST,
      OUTPUT_CHANNELS_FIRST
    };
    this.forward = callSites.create("conv2d", NO_REALS, arguments);
    this.backward = callSites.create("conv2d_bp", NO_REALS, arguments);
  }

  @Override
  public void forward(Tensor x, Tensor w, Tensor y) {
    INDArray[] inputs = {array(x, shape.input()), array(w, shape.weight())};
    forward.run(inputs, array(y, shape.output()));
  }

  @Override
  public void forward(Tensor x, Tensor w, Tensor b, Tensor y) {
    INDArray[] inputs = {array(x, shape.input()), array(w, shape.weight()), array(b, shape.bias())};
    forward.run(inputs, array(y, shape.output()));
  }

  @Override
  public void backward(Tensor x, Tensor w, Tensor gy, Tensor gx, Tensor gw) {
    pool.within(() -> backward(x, w, gy, array(gx, shape.input()), gw));
  }

  private void backward(Tensor x, Tensor w, Tensor gy, INDArray gx, Tensor gw) {
    INDArray weightGradient = scratch(shape.weight());
    INDArray[] inputs = {
      array(x, shape.input()), array(w, shape.weight()), array(gy, shape.output())
    };
    backward.run(inputs, gx, weightGradient);
    INDArray sum = array(gw, shape.weight());
    callSites.run("add", sum, sum, weightGradient);
  }

  /** ND4J's operation has the input's gradient too, from whatever stands for the weights. */
  @Override
  public void backwardWeight(Tensor x, Tensor gy, Tensor gw) {
    pool.within(() -> backward(x, gw, gy, scratch(shape.input()), gw));
  }

  private INDArray scratch(Shape sizes) {
    Nd4jStorage storage = pool.take(DataType.FLOAT, sizes.count());
    return Nd4jArray.of(storage, 0, wide(sizes)).nd4j();
  }

  private static INDArray array(Tensor tensor, Shape sizes) {
    Nd4jTensor ours = Nd4jTensor.of(tensor);
    return Nd4jArray.of(ours.storage(), ours.offset(), wide(sizes)).nd4j();
  }

  private static long[] wide(Shape sizes) {
    return Arrays.stream(sizes.toArray()).asLongStream().toArray();
  }
}
