package io.cofire.tests.bench.traffic;

import io.cofire.ops.composed.ArrayMath;
import io.cofire.ops.tensor.Tensor;

/**
 * A tensor library each of whose operations is one launch that reads its operands and writes its
 * result: the least that any library does.
 */
final class CountedMath implements ArrayMath<CountedMath.Elements> {

  private final Traffic traffic;

  /**
   * An array's sizes.
   *
   * @param sizes outermost first
   */
  record Elements(int... sizes) {

    long count() {
      long count = 1;
      for (int size : sizes) {
        count *= size;
      }
      return count;
    }
  }

  CountedMath(Traffic traffic) {
    this.traffic = traffic;
  }

  private void launch(Elements... arrays) {
    long floats = 0;
    for (Elements array : arrays) {
      floats += array.count();
    }
    traffic.launched(floats);
  }

  @Override
  public void within(Runnable work) {
    work.run();
  }

  @Override
  public Elements array(Tensor tensor, int... sizes) {
    return new Elements(sizes);
  }

  @Override
  public Elements scratch(int... sizes) {
    return new Elements(sizes);
  }

  @Override
  public Elements values(float[] elements, int... sizes) {
    traffic.copied();
    return new Elements(sizes);
  }

  @Override
  public void read(Elements array, float[] elements) {
    traffic.copied();
  }

  @Override
  public Elements reshape(Elements array, int... sizes) {
    return new Elements(sizes);
  }

  @Override
  public Elements part(Elements array, int from, int count) {
    int[] sizes = array.sizes.clone();
    sizes[0] = count;
    return new Elements(sizes);
  }

  @Override
  public Elements pixels(Elements images, int row, int column, int stride, int rows, int columns) {
    return new Elements(images.sizes[0], rows, columns, images.sizes[3]);
  }

  @Override
  public void fill(Elements out, double value) {
    launch(out);
  }

  @Override
  public void copy(Elements out, Elements x) {
    launch(out, x);
  }

  @Override
  public void affine(Elements out, Elements x, double factor, double addend) {
    launch(out, x);
  }

  @Override
  public void add(Elements out, Elements x, Elements y, double factor) {
    launch(out, x, y);
  }

  @Override
  public void addProduct(Elements out, Elements x, Elements y, Elements z, double factor) {
    launch(out, x, y, z);
  }

  @Override
  public void apply(Unary operation, Elements out, Elements x) {
    launch(out, x);
  }

  @Override
  public void apply(Binary operation, Elements out, Elements x, Elements y) {
    launch(out, x, y);
  }

  @Override
  public void compare(Comparison comparison, Elements out, Elements x, double bound) {
    launch(out, x);
  }

  @Override
  public void sum(Elements out, Elements x) {
    launch(out, x);
  }

  @Override
  public double total(Elements x) {
    launch(x);
    traffic.copied();
    return 0;
  }

  @Override
  public double sumOfSquares(Elements x) {
    return total(x);
  }

  @Override
  public long countNonZero(Elements x) {
    return (long) total(x);
  }
}
