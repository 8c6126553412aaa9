package io.cofire.ops.onednn;

import io.cofire.ops.tensor.Convolution;
import io.cofire.ops.tensor.ConvolutionShape;
import io.cofire.ops.tensor.Tensor;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/** A convolution whose images stay channels last; only the weights, which are small, are turned. */
final class DirectConvolution implements Convolution, Site {

  private final OneDnn library;
  private final Primitives primitives;
  private final Operand images;
  private final Operand gradients;
  private final Call forward;
  private final Call turnForward;
  private final Call backwardWeight;
  private final Call addWeightGradient;
  private Call backwardInput; // a first layer never needs it
  private Call turnBackward;
  private Call biased; // only evaluation needs it
  private Call turnBiased;

  DirectConvolution(ConvolutionShape shape, OneDnn library) {
    this.library = library;
    this.primitives = new Primitives(shape, library);
    this.images = primitives.images();
    this.gradients = primitives.gradients();
    this.forward = primitives.forward();
    this.turnForward = primitives.turnForward();
    this.backwardWeight = primitives.backwardWeight();
    this.addWeightGradient = primitives.addWeightGradient();
  }

  @Override
  public void forward(Tensor x, Tensor w, Tensor y) {
    Pointer in = images.of(x);
    turnForward.run(pointer(w), library.weights().pointer());
    forward.run(in, library.weights().pointer(), pointer(y));
  }

  @Override
  public void forward(Tensor x, Tensor w, Tensor b, Tensor y) {
    if (biased == null) {
      turnBiased = primitives.turnBiased();
      biased = primitives.biased();
    }
    Pointer in = images.of(x);
    turnBiased.run(pointer(w), library.weights().pointer());
    biased.run(in, library.weights().pointer(), pointer(b), pointer(y));
  }

  @Override
  public void backward(Tensor x, Tensor w, Tensor gy, Tensor gx, Tensor gw) {
    if (backwardInput == null) {
      turnBackward = primitives.turnBackward();
      backwardInput = primitives.backwardInput();
    }
    Pointer gradient = gradients.of(gy);
    turnBackward.run(pointer(w), library.weights().pointer());
    backwardInput.run(gradient, library.weights().pointer(), pointer(gx));
    addWeightGradient(x, gradient, gw);
  }

  @Override
  public void backwardWeight(Tensor x, Tensor gy, Tensor gw) {
    addWeightGradient(x, gradients.of(gy), gw);
  }

  private void addWeightGradient(Tensor x, Pointer gradient, Tensor gw) {
    backwardWeight.run(images.of(x), gradient, library.weights().pointer());
    addWeightGradient.run(library.weights().pointer(), pointer(gw));
  }

  private Pointer pointer(Tensor tensor) {
    return new FloatPointer(library.floats().of(tensor));
  }

  @Override
  public void close() {
    images.close();
    gradients.close();
    forward.close();
    turnForward.close();
    backwardWeight.close();
    addWeightGradient.close();
    if (backwardInput != null) {
      backwardInput.close();
      turnBackward.close();
    }
    if (biased != null) {
      biased.close();
      turnBiased.close();
    }
    primitives.close();
  }
}
