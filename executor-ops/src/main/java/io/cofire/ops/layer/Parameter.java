package io.cofire.ops.layer;

import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;

/**
 * One trainable tensor of a layer. The layer declares it while the network is built; its place in
 * the network's flat vectors is known only once all layers are, so it is bound afterwards.
 */
public final class Parameter {

  private final String name;
  private final Shape shape;
  private final Initial initial;
  private final Decay decay;
  private Tensor value;
  private Tensor gradient;
  private Runnable listener = () -> {};

  /** Whether weight decay may touch a parameter. */
  public enum Decay {
    /** Weights of convolutions and linear layers, and what neurons learn. */
    WEIGHT,
    /** Scales and shifts of norms, and biases. */
    NORM_OR_BIAS
  }

  Parameter(String name, Shape shape, Initial initial, Decay decay) {
    this.name = name;
    this.shape = shape;
    this.initial = initial;
    this.decay = decay;
  }

  /** Stable name such as {@code stage1.block1.conv1.weight}. */
  public String name() {
    return name;
  }

  /** Shape of value and gradient. */
  public Shape shape() {
    return shape;
  }

  /** What it starts from. */
  public Initial initial() {
    return initial;
  }

  /** Whether weight decay may touch it. */
  public Decay decay() {
    return decay;
  }

  /** Gives it its slices of the network's flat vectors. */
  public void bind(Tensor flatValues, Tensor flatGradients, long offset) {
    value = flatValues.slice(offset, shape);
    gradient = flatGradients.slice(offset, shape);
  }

  /** Gives it its slice of a folded network's flat vector, which has no gradients. */
  public void bind(Tensor flatValues, long offset) {
    value = flatValues.slice(offset, shape);
  }

  /** The current value. */
  public Tensor value() {
    return value;
  }

  /** Has someone told, in each backward, that the gradient is complete. */
  public void whenComplete(Runnable told) {
    listener = told;
  }

  /** The layer has added to the gradient, as it does once in each backward. */
  void complete() {
    listener.run();
  }

  /** Where backward adds the gradient. */
  public Tensor gradient() {
    return gradient;
  }
}
