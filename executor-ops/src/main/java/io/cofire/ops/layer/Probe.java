package io.cofire.ops.layer;

import io.cofire.ops.neuron.Dynamics;
import io.cofire.ops.tensor.Tensor;

/** Watches a forward, for firing rates, operation counts and silent-layer alarms. */
@FunctionalInterface
public interface Probe {

  /** Watches nothing. */
  Probe NONE = (layer, spikes) -> {};

  /**
   * Is told of the spikes of a neuron layer.
   *
   * @param layer stable name such as {@code stage1.block1.neuron1}
   * @param spikes [T,N,H,W,C]; borrowed for the call
   */
  void spikes(String layer, Tensor spikes);

  /**
   * The same with the membranes before their reset; what calls this calls nothing else.
   *
   * @param dynamics of the layer's neurons
   * @param membranes h, [T,N,H,W,C]; borrowed for the call
   */
  default void fired(String layer, Dynamics dynamics, Tensor membranes, Tensor spikes) {
    spikes(layer, spikes);
  }

  /**
   * Is told of what a convolution or a linear layer multiplies with its weights.
   *
   * @param layer stable name such as {@code stage1.block1.conv1}
   * @param x [T,N,H,W,C], [T,N,F] or [N,F]; borrowed for the call
   */
  default void multiplied(String layer, Activation x) {}

  /**
   * Is told of the output of a layer of a sequence, once it is computed.
   *
   * @param layer tells its name, and those of the layers inside it
   * @param y borrowed for the call
   */
  default void output(Layer layer, Activation y) {}

  /**
   * Is told, in the backward, of the gradient of such an output; not where a forward is repeated.
   *
   * @param gradient dL/dy; borrowed for the call
   */
  default void gradient(Layer layer, Tensor gradient) {}

  /** Both are told, this one first. */
  default Probe and(Probe other) {
    Probe self = this;
    return new Probe() {
      @Override
      public void spikes(String layer, Tensor spikes) {
        self.spikes(layer, spikes);
        other.spikes(layer, spikes);
      }

      @Override
      public void fired(String layer, Dynamics dynamics, Tensor membranes, Tensor spikes) {
        self.fired(layer, dynamics, membranes, spikes);
        other.fired(layer, dynamics, membranes, spikes);
      }

      @Override
      public void multiplied(String layer, Activation x) {
        self.multiplied(layer, x);
        other.multiplied(layer, x);
      }

      @Override
      public void output(Layer layer, Activation y) {
        self.output(layer, y);
        other.output(layer, y);
      }

      @Override
      public void gradient(Layer layer, Tensor gradient) {
        self.gradient(layer, gradient);
        other.gradient(layer, gradient);
      }
    };
  }
}
