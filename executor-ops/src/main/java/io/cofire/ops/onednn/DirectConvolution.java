package io.cofire.ops.onednn;

import io.cofire.ops.tensor.ConvolutionShape;
import io.cofire.ops.tensor.Precision;
import io.cofire.ops.tensor.SeparableConvolution;
import io.cofire.ops.tensor.Tensor;
import org.bytedeco.javacpp.Pointer;

/**
 * A convolution whose images stay channels last; only the weights, which are small, are turned.
 * Where factors have 16 bits it takes some images at a time, so that their copies are small.
 */
final class DirectConvolution implements SeparableConvolution, Site {

  /** Bytes of a copy, which is to stay in a core's cache and to cost no memory worth naming. */
  private static final long COPIED = 1 << 21;

  private final OneDnn library;
  private final ConvolutionShape part;
  private final int parts;
  private final Primitives primitives;
  private final RoundedFactor images;
  private final RoundedFactor gradients;
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
    this.parts = library.precision() == Precision.FLOAT32 ? 1 : parts(shape);
    this.part = shape.withImages(shape.images() / parts);
    this.primitives = new Primitives(part, library);
    this.images = primitives.images();
    this.gradients = primitives.gradients();
    this.forward = primitives.forward();
    this.turnForward = primitives.turnForward();
    this.backwardWeight = primitives.backwardWeight();
    this.addWeightGradient = primitives.addWeightGradient();
  }

  /** The fewest equal parts whose copies are small, or as many as there are images. */
  private static int parts(ConvolutionShape shape) {
    long elements = Math.max(shape.input().elements(), shape.output().elements());
    int parts = 1;
    while (parts < shape.images()
        && (shape.images() % parts != 0 || elements / parts * Short.BYTES > COPIED)) {
      parts++;
    }
    return parts;
  }

  @Override
  public void forward(Tensor x, Tensor w, Tensor y) {
    turnForward.run(library.pointer(w), library.weights().pointer());
    for (int at = 0; at < parts; at++) {
      Pointer in = images.of(input(x, at), library.factor());
      forward.run(in, library.weights().pointer(), library.pointer(output(y, at)));
    }
  }

  @Override
  public void forward(Tensor x, Tensor w, Tensor b, Tensor y) {
    if (biased == null) {
      turnBiased = primitives.turnBiased();
      biased = primitives.biased();
    }
    Pointer bias = library.pointer(b);
    turnBiased.run(library.pointer(w), library.weights().pointer());
    for (int at = 0; at < parts; at++) {
      Pointer in = images.of(input(x, at), library.factor());
      biased.run(in, library.weights().pointer(), bias, library.pointer(output(y, at)));
    }
  }

  @Override
  public void backward(Tensor x, Tensor w, Tensor gy, Tensor gx, Tensor gw) {
    for (int at = 0; at < parts; at++) { // first: copies of x lie where gx will
      Pointer in = images.of(input(x, at), library.pointer(input(gx, at)));
      addWeightGradient(in, gradient(gy, at), gw);
    }
    backwardInput(w, gy, gx);
  }

  @Override
  public void backwardInput(Tensor w, Tensor gy, Tensor gx) {
    if (backwardInput == null) {
      turnBackward = primitives.turnBackward();
      backwardInput = primitives.backwardInput();
    }
    turnBackward.run(library.pointer(w), library.weights().pointer());
    for (int at = 0; at < parts; at++) {
      Pointer out = library.pointer(input(gx, at));
      backwardInput.run(gradient(gy, at), library.weights().pointer(), out);
    }
  }

  @Override
  public void backwardWeight(Tensor x, Tensor gy, Tensor gw) {
    for (int at = 0; at < parts; at++) {
      Pointer in = images.of(input(x, at), library.otherFactor());
      addWeightGradient(in, gradient(gy, at), gw);
    }
  }

  private void addWeightGradient(Pointer in, Pointer gradient, Tensor gw) {
    backwardWeight.run(in, gradient, library.weights().pointer());
    addWeightGradient.run(library.weights().pointer(), library.pointer(gw));
  }

  private Pointer gradient(Tensor gy, int at) {
    return gradients.of(output(gy, at), library.factor());
  }

  private Tensor input(Tensor x, int at) {
    return x.slice(at * part.input().elements(), part.input());
  }

  private Tensor output(Tensor y, int at) {
    return y.slice(at * part.output().elements(), part.output());
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
