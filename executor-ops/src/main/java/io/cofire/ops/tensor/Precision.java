package io.cofire.ops.tensor;

import java.util.Locale;

/**
 * In which numbers convolutions and linear layers multiply. Their inputs, weights and incoming
 * gradients are rounded to it, to the nearest and to even where two are as near; sums are in
 * float32, as are all other operations, the weights that an optimizer updates, and its state.
 */
public enum Precision {
  /** 24 bits of fraction: nothing is rounded. */
  FLOAT32,
  /** 8 bits of fraction and float32's range: spikes, and sums of them up to 256, are exact. */
  BF16,
  /** 11 bits of fraction up to 65,504: small gradients vanish unless the loss is scaled. */
  FP16;

  /** What is said of an engine's arithmetic, such as {@code bf16 products, float32 sums}. */
  public String arithmetic() {
    return this == FLOAT32
        ? toString()
        : String.format(Locale.ROOT, "%s products, float32 sums", this);
  }

  /** As recipes write it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
