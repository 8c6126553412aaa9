package io.cofire.ops.tensor;

import io.cofire.data.errors.InvalidValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * In which numbers convolutions and linear layers multiply. Their inputs, weights and incoming
 * gradients are rounded to it, to the nearest and to even where two are as near; sums are in
 * float32, as are all other operations, the weights that an optimizer updates, and its state.
 */
public enum Precision {
  /** 24 bits of fraction: nothing is rounded. */
  FLOAT32("float32"),
  /** 8 bits of fraction and float32's range: spikes, and sums up to 256, are exact. */
  BF16("bf16"),
  /** 11 bits of fraction up to 65,504: small gradients vanish unless the loss is scaled. */
  FP16("fp16");

  private final String spelling;

  Precision(String spelling) {
    this.spelling = spelling;
  }

  /**
   * Reads a precision as recipes write it.
   *
   * @throws InvalidValue if it is none
   */
  public static Precision parse(String text) {
    return Arrays.stream(values())
        .filter(one -> one.spelling.equals(text))
        .findFirst()
        .orElseThrow(() -> new InvalidValue("run.precision", text, "must be one of " + names()));
  }

  private static String names() {
    return Arrays.stream(values()).map(Precision::toString).collect(Collectors.joining(", "));
  }

  /** What is said of an engine's arithmetic, such as {@code bf16 products, float32 sums}. */
  public String arithmetic() {
    return this == FLOAT32
        ? spelling
        : String.format(Locale.ROOT, "%s products, float32 sums", spelling);
  }

  /** As recipes write it. */
  @Override
  public String toString() {
    return spelling;
  }
}
