package io.cofire.ops.libtorch;

import io.cofire.ops.tensor.Precision;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * How tensors become the factors of products.
 *
 * @param narrow their type; empty where they stay float32
 */
record Factors(Optional<ScalarType> narrow) {

  static Factors in(Precision precision) {
    return new Factors(
        switch (precision) {
          case FLOAT32 -> Optional.empty();
          case BF16 -> Optional.of(ScalarType.BFloat16);
          case FP16 -> Optional.of(ScalarType.Half);
        });
  }

  /** Whether nothing is rounded. */
  boolean areFloats() {
    return narrow.isEmpty();
  }

  /** The tensor itself or, rounded to the nearest, a copy in the same order of axes. */
  Tensor of(Tensor tensor) {
    return narrow.map(tensor::to).orElse(tensor);
  }
}
