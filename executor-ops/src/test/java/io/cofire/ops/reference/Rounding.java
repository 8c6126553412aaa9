package io.cofire.ops.reference;

import io.cofire.ops.tensor.Precision;
import io.cofire.ops.tensor.Tensor;

/** Numbers as the factors of a precision: the nearest of its own, the even one of two as near. */
public final class Rounding {

  private Rounding() {}

  /** The tensor itself, or a rounded copy. */
  static ReferenceTensor of(Tensor tensor, Precision precision) {
    ReferenceTensor values = ReferenceTensor.of(tensor);
    if (precision == Precision.FLOAT32) {
      return values;
    }
    ReferenceTensor copy = new ReferenceTensor(new double[values.count()], 0, values.shape());
    for (int i = 0; i < values.count(); i++) {
      copy.put(i, of(values.at(i), precision));
    }
    return copy;
  }

  /** IEEE 754's rounding by its definition, subnormal numbers and infinities included. */
  public static double of(double value, Precision precision) {
    return switch (precision) {
      case FLOAT32 -> value;
      case BF16 -> nearest(value, 7, Float.MIN_EXPONENT, Float.MAX_EXPONENT);
      case FP16 -> nearest(value, 10, -14, 15);
    };
  }

  private static double nearest(double value, int fractionBits, int lowest, int highest) {
    if (value == 0 || !Double.isFinite(value)) {
      return value;
    }
    int exponent = Math.max(Math.getExponent(value), lowest);
    double unit = Math.scalb(1.0, exponent - fractionBits);
    double nearest = Math.rint(value / unit) * unit; // rint takes the even one of two
    double tooLarge = Math.scalb(1.0, highest + 1);
    return Math.abs(nearest) < tooLarge ? nearest : Math.copySign(Double.POSITIVE_INFINITY, value);
  }
}
