package io.cofire.ops.composed;

import io.cofire.ops.composed.ArrayMath.Binary;
import io.cofire.ops.tensor.PoolKernels;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;

/**
 * Pools by array operations: one step for each place in the window, rows before columns, over all
 * windows at once. So ties go to the first, and sums have one order on every device, where the
 * libraries' own backward pools add atomically on a GPU, in any order.
 *
 * @param <A> the library's array
 */
public final class ComposedPools<A> implements PoolKernels {

  private final ArrayMath<A> math;

  /** Pools for one thread. */
  public ComposedPools(ArrayMath<A> math) {
    this.math = math;
  }

  @Override
  public void maximum(Tensor x, int window, int stride, int padding, Tensor y) {
    math.within(
        () -> {
          Patches<A> patches = new Patches<>(math, x.shape(), y.shape(), window, stride, padding);
          maximum(patches, patches.padded(images(x), Double.NEGATIVE_INFINITY), images(y));
        });
  }

  private void maximum(Patches<A> patches, A in, A out) {
    math.copy(out, patches.place(in, 0));
    for (int place = 1; place < patches.places(); place++) {
      math.apply(Binary.MAXIMUM, out, out, patches.place(in, place));
    }
  }

  @Override
  public void maximumBackward(Tensor x, Tensor gy, int window, int stride, int padding, Tensor gx) {
    math.within(
        () -> {
          Patches<A> patches = new Patches<>(math, x.shape(), gy.shape(), window, stride, padding);
          A in = patches.padded(images(x), Double.NEGATIVE_INFINITY);
          A largest = math.scratch(gy.shape().toArray());
          maximum(patches, in, largest);
          A open = math.scratch(gy.shape().toArray()); // 1 where no place has won yet
          math.fill(open, 1);
          A wins = math.scratch(gy.shape().toArray());
          A sums = patches.zeros(images(gx));
          for (int place = 0; place < patches.places(); place++) {
            math.apply(Binary.EQUAL, wins, patches.place(in, place), largest);
            math.apply(Binary.MULTIPLY, wins, wins, open);
            math.add(open, open, wins, -1);
            A sum = patches.place(sums, place);
            math.addProduct(sum, sum, wins, images(gy), 1);
          }
          patches.cut(sums, images(gx));
        });
  }

  @Override
  public void average(Tensor x, int window, int stride, int padding, Tensor y) {
    math.within(
        () -> {
          Patches<A> patches = new Patches<>(math, x.shape(), y.shape(), window, stride, padding);
          A in = patches.padded(images(x), 0);
          A mean = images(y);
          math.copy(mean, patches.place(in, 0));
          for (int place = 1; place < patches.places(); place++) {
            math.add(mean, mean, patches.place(in, place), 1);
          }
          math.affine(mean, mean, 1.0 / patches.places(), 0);
        });
  }

  @Override
  public void averageBackward(Tensor gy, int window, int stride, int padding, Tensor gx) {
    math.within(
        () -> {
          Patches<A> patches = new Patches<>(math, gx.shape(), gy.shape(), window, stride, padding);
          A sums = patches.zeros(images(gx));
          for (int place = 0; place < patches.places(); place++) {
            A sum = patches.place(sums, place);
            math.add(sum, sum, images(gy), 1.0 / patches.places());
          }
          patches.cut(sums, images(gx));
        });
  }

  @Override
  public void global(Tensor x, Tensor y) {
    math.within(
        () -> {
          A mean = math.array(y, images(x.shape()), channels(x.shape()));
          int pixels = pixels(x.shape());
          math.sum(mean, math.array(x, images(x.shape()), pixels, channels(x.shape())));
          math.affine(mean, mean, 1.0 / pixels, 0);
        });
  }

  @Override
  public void globalBackward(Tensor gy, Tensor gx) {
    Shape shape = gx.shape();
    math.within(
        () -> {
          A spread = math.array(gx, images(shape), pixels(shape), channels(shape));
          math.copy(spread, math.array(gy, images(shape), 1, channels(shape)));
          math.affine(spread, spread, 1.0 / pixels(shape), 0);
        });
  }

  private A images(Tensor x) {
    Shape shape = x.shape();
    return math.array(x, images(shape), shape.size(-3), shape.size(-2), channels(shape));
  }

  private static int images(Shape shape) {
    return shape.count(0, shape.axes() - 3);
  }

  private static int pixels(Shape shape) {
    return shape.size(-3) * shape.size(-2);
  }

  private static int channels(Shape shape) {
    return shape.size(-1);
  }
}
