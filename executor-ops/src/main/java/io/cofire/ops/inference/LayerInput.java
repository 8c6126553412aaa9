package io.cofire.ops.inference;

import io.cofire.ops.layer.Activation.Signal;
import java.io.Serializable;
import java.util.Locale;

/**
 * What a convolution or a linear layer has seen.
 *
 * @param layer stable name such as {@code stage1.block1.conv1}
 * @param signal spikes, which it adds, or numbers, which it multiplies
 * @param spikes sum of its inputs where they are spikes, else 0
 * @param elements number of its inputs
 */
public record LayerInput(String layer, Signal signal, long spikes, long elements)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Spikes of an input in the mean. */
  public double density() {
    return elements == 0 ? 0 : (double) spikes / elements;
  }

  /**
   * Both added.
   *
   * @throws IllegalArgumentException if the other is of another layer or signal
   */
  public LayerInput plus(LayerInput other) {
    if (!layer.equals(other.layer) || signal != other.signal) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Cannot add the %s of %s to the %s of %s",
              other.signal,
              other.layer,
              signal,
              layer));
    }
    return new LayerInput(layer, signal, spikes + other.spikes, elements + other.elements);
  }
}
