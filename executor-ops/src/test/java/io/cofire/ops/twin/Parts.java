package io.cofire.ops.twin;

import io.cofire.ops.tensor.Shape;

/** Cutting arrays along the axis of the samples, and putting the parts back. */
final class Parts {

  private Parts() {}

  /** Axis of the samples: activations are [T,N,...], logits [N,K]. */
  static int samples(Shape shape) {
    return shape.axes() == 2 ? 0 : 1;
  }

  /** Samples from (inclusive) to (exclusive). */
  static float[] cut(float[] whole, Shape shape, int from, int to) {
    float[] part = new float[whole.length / shape.size(samples(shape)) * (to - from)];
    copy(whole, part, shape, from, to, false);
    return part;
  }

  /** The inverse of {@link #cut}, into the whole. */
  static void paste(float[] part, float[] whole, Shape shape, int from, int to) {
    copy(whole, part, shape, from, to, true);
  }

  private static void copy(
      float[] whole, float[] part, Shape shape, int from, int to, boolean paste) {
    int axis = samples(shape);
    int outer = (int) shape.elements(0, axis);
    int inner = (int) shape.elements(axis + 1, shape.axes());
    int length = (to - from) * inner;
    for (int i = 0; i < outer; i++) {
      int there = (i * shape.size(axis) + from) * inner;
      if (paste) {
        System.arraycopy(part, i * length, whole, there, length);
      } else {
        System.arraycopy(whole, there, part, i * length, length);
      }
    }
  }
}
