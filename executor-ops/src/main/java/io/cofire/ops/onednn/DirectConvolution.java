package io.cofire.ops.onednn;

import io.cofire.ops.tensor.Convolution;
import io.cofire.ops.tensor.ConvolutionShape;
import io.cofire.ops.tensor.Tensor;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/** A convolution whose images stay channels last; only the weights, which are small, are turned. */
final class DirectConvolution implements Convolution, AutoCloseable {

  private final OneDnn library;
  private final Primitives primitives;
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
    this.forward = primitives.forward();
    this.turnForward = primitives.turnForward();
    this.backwardWeight = primitives.backwardWeight();
    this.addWeightGradient = primitives.addWeightGradient();
  }

  @Override
  public void forward(Tensor x, Tensor w, Tensor y) {
    try (Pointer in = pointer(x);
        Pointer weight = pointer(w);
        Pointer out = pointer(y)) {
      turnForward.run(weight, library.weights().pointer());
      forward.run(in, library.weights().pointer(), out);
    }
  }

  @Override
  public void forward(Tensor x, Tensor w, Tensor b, Tensor y) {
    if (biased == null) {
      turnBiased = primitives.turnBiased();
      biased = primitives.biased();
    }
    try (Pointer in = pointer(x);
        Pointer weight = pointer(w);
        Pointer bias = pointer(b);
        Pointer out = pointer(y)) {
      turnBiased.run(weight, library.weights().pointer());
      biased.run(in, library.weights().pointer(), bias, out);
    }
  }

  @Override
  public void backward(Tensor x, Tensor w, Tensor gy, Tensor gx, Tensor gw) {
    if (backwardInput == null) {
      turnBackward = primitives.turnBackward();
      backwardInput = primitives.backwardInput();
    }
    try (Pointer gradient = pointer(gy);
        Pointer weight = pointer(w);
        Pointer out = pointer(gx)) {
      turnBackward.run(weight, library.weights().pointer());
      backwardInput.run(gradient, library.weights().pointer(), out);
    }
    backwardWeight(x, gy, gw);
  }

  @Override
  public void backwardWeight(Tensor x, Tensor gy, Tensor gw) {
    try (Pointer in = pointer(x);
        Pointer gradient = pointer(gy);
        Pointer sum = pointer(gw)) {
      backwardWeight.run(in, gradient, library.weights().pointer());
      addWeightGradient.run(library.weights().pointer(), sum);
    }
  }

  private Pointer pointer(Tensor tensor) {
    return new FloatPointer(library.floats().of(tensor));
  }

  @Override
  public void close() {
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
