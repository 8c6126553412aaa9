package io.cofire.ops.nd4j;

import io.cofire.ops.composed.ArrayMath;
import io.cofire.ops.tensor.Tensor;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.api.ops.impl.reduce.longer.CountNonZero;
import org.nd4j.linalg.api.ops.impl.transforms.floating.Sqrt;
import org.nd4j.linalg.api.ops.impl.transforms.same.Abs;
import org.nd4j.linalg.api.ops.impl.transforms.same.Reciprocal;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Cosh;
import org.nd4j.linalg.factory.Nd4j;

/** ND4J's operations on arrays, wherever its backend keeps them. */
final class Nd4jMath implements ArrayMath<Nd4jArray>, AutoCloseable {

  /** Rows that are summed in single precision in one go: their rounding stays below 1e-6. */
  private static final long GROUP = 32;

  /** Elements that are widened to double precision at a time. */
  private static final long WIDENED = 1 << 20;

  private final CallSites callSites;
  private final ScratchPool pool = new ScratchPool();
  private final Constants constants = new Constants();

  Nd4jMath(CallSites callSites) {
    this.callSites = callSites;
  }

  ScratchPool pool() {
    return pool;
  }

  @Override
  public void within(Runnable work) {
    pool.within(work);
  }

  @Override
  public Nd4jArray array(Tensor tensor, int... sizes) {
    Nd4jTensor ours = Nd4jTensor.of(tensor);
    return Nd4jArray.of(ours.storage(), ours.offset(), wide(sizes));
  }

  private static long[] wide(int[] sizes) {
    return Arrays.stream(sizes).asLongStream().toArray();
  }

  @Override
  public Nd4jArray scratch(int... sizes) {
    return scratch(DataType.FLOAT, wide(sizes));
  }

  private Nd4jArray scratch(DataType type, long... sizes) {
    long elements = Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
    return Nd4jArray.of(pool.take(type, Math.toIntExact(elements)), 0, sizes);
  }

  @Override
  public Nd4jArray values(float[] elements, int... sizes) {
    Nd4jArray array = scratch(sizes);
    INDArray host = Nd4j.createFromArray(elements);
    assign(array.run(0, elements.length), host);
    host.close();
    return array;
  }

  @Override
  public void read(Nd4jArray array, float[] elements) {
    INDArray copy = array.run(0, elements.length).nd4j().dup();
    System.arraycopy(copy.data().asFloat(), 0, elements, 0, elements.length);
    copy.close();
  }

  @Override
  public Nd4jArray reshape(Nd4jArray array, int... sizes) {
    return array.reshaped(wide(sizes));
  }

  @Override
  public Nd4jArray part(Nd4jArray array, int from, int count) {
    return array.part(from, count);
  }

  @Override
  public Nd4jArray pixels(
      Nd4jArray images, int row, int column, int stride, int rows, int columns) {
    return images.pixels(row, column, stride, rows, columns);
  }

  @Override
  public void fill(Nd4jArray out, double value) {
    assign(out, constants.of(value));
  }

  @Override
  public void copy(Nd4jArray out, Nd4jArray x) {
    assign(out, x.nd4j());
  }

  private void assign(Nd4jArray out, INDArray x) {
    callSites.run("assign", out.nd4j(), out.nd4j(), x);
  }

  @Override
  public void affine(Nd4jArray out, Nd4jArray x, double factor, double addend) {
    callSites.run("multiply", out.nd4j(), x.nd4j(), constants.of(factor));
    if (addend != 0) {
      callSites.run("add", out.nd4j(), out.nd4j(), constants.of(addend));
    }
  }

  @Override
  public void add(Nd4jArray out, Nd4jArray x, Nd4jArray y, double factor) {
    Nd4jArray term = y;
    if (factor != 1) {
      term = scratch(DataType.FLOAT, y.sizes());
      callSites.run("multiply", term.nd4j(), y.nd4j(), constants.of(factor));
    }
    callSites.run("add", out.nd4j(), x.nd4j(), term.nd4j());
  }

  @Override
  public void addProduct(Nd4jArray out, Nd4jArray x, Nd4jArray y, Nd4jArray z, double factor) {
    Nd4jArray product = scratch(DataType.FLOAT, broadcast(y.sizes(), z.sizes()));
    callSites.run("multiply", product.nd4j(), y.nd4j(), z.nd4j());
    if (factor != 1) {
      callSites.run("multiply", product.nd4j(), product.nd4j(), constants.of(factor));
    }
    callSites.run("add", out.nd4j(), x.nd4j(), product.nd4j());
  }

  /** Sizes of the result of an operation on two arrays, aligned at their last axes. */
  private static long[] broadcast(long[] a, long[] b) {
    long[] sizes = a.length >= b.length ? a.clone() : b.clone();
    long[] fewer = a.length >= b.length ? b : a;
    int shift = sizes.length - fewer.length;
    for (int axis = 0; axis < fewer.length; axis++) {
      sizes[shift + axis] = Math.max(sizes[shift + axis], fewer[axis]);
    }
    return sizes;
  }

  @Override
  public void apply(Unary operation, Nd4jArray out, Nd4jArray x) {
    switch (operation) {
      case ABSOLUTE -> execute(new Abs(x.nd4j(), out.nd4j()));
      case SQUARE -> callSites.run("multiply", out.nd4j(), x.nd4j(), x.nd4j());
      case SQUARE_ROOT -> execute(new Sqrt(x.nd4j(), out.nd4j()));
      case HYPERBOLIC_COSINE -> execute(new Cosh(x.nd4j(), out.nd4j()));
      case RECIPROCAL -> execute(new Reciprocal(x.nd4j(), out.nd4j()));
      case POSITIVE_PART -> callSites.run("maximum", out.nd4j(), x.nd4j(), constants.of(0));
    }
  }

  private static void execute(Op operation) {
    Nd4j.getExecutioner().exec(operation);
  }

  @Override
  public void apply(Binary operation, Nd4jArray out, Nd4jArray x, Nd4jArray y) {
    switch (operation) {
      case MULTIPLY -> callSites.run("multiply", out.nd4j(), x.nd4j(), y.nd4j());
      case DIVIDE -> callSites.run("divide", out.nd4j(), x.nd4j(), y.nd4j());
      case MAXIMUM -> callSites.run("maximum", out.nd4j(), x.nd4j(), y.nd4j());
      case EQUAL -> truth("equals", out, x.nd4j(), y.nd4j());
    }
  }

  @Override
  public void compare(Comparison comparison, Nd4jArray out, Nd4jArray x, double bound) {
    String operation =
        switch (comparison) {
          case ABOVE -> "greater";
          case AT_OR_ABOVE -> "greater_equal";
          case BELOW -> "less";
        };
    truth(operation, out, x.nd4j(), constants.of(bound));
  }

  private void truth(String operation, Nd4jArray out, INDArray x, INDArray y) {
    INDArray holds = scratch(DataType.BOOL, out.sizes()).nd4j();
    callSites.run(operation, holds, x, y);
    long[] toFloat = {DataType.FLOAT.toInt()};
    callSites.run("cast", toFloat, out.nd4j(), holds);
  }

  /** In groups of few rows and then the groups' sums, since ND4J adds one after the other. */
  @Override
  public void sum(Nd4jArray out, Nd4jArray x) {
    long rows = x.sizes()[1];
    if (rows <= GROUP) {
      callSites.run("reduce_sum", new long[] {1}, out.nd4j(), x.nd4j());
      return;
    }
    long a = x.sizes()[0];
    long c = x.sizes()[2];
    Nd4jArray groupSums = scratch(DataType.FLOAT, a, rows / GROUP, c);
    callSites.run("reduce_sum", new long[] {2}, groupSums.nd4j(), x.groups(GROUP).nd4j());
    sum(out, groupSums);
    long left = rows % GROUP;
    if (left > 0) {
      Nd4jArray rest = scratch(DataType.FLOAT, a, c);
      callSites.run("reduce_sum", new long[] {1}, rest.nd4j(), x.lastRows(left).nd4j());
      callSites.run("add", out.nd4j(), out.nd4j(), rest.nd4j());
    }
  }

  @Override
  public double total(Nd4jArray x) {
    double sum = 0;
    for (long from = 0; from < x.elements(); from += WIDENED) {
      INDArray widened = widened(x, from);
      sum += widened.sumNumber().doubleValue();
      widened.close();
    }
    return sum;
  }

  @Override
  public double sumOfSquares(Nd4jArray x) {
    double sum = 0;
    for (long from = 0; from < x.elements(); from += WIDENED) {
      INDArray widened = widened(x, from);
      callSites.run("multiply", widened, widened, widened);
      sum += widened.sumNumber().doubleValue();
      widened.close();
    }
    return sum;
  }

  private static INDArray widened(Nd4jArray x, long from) {
    long count = Math.min(WIDENED, x.elements() - from);
    return x.run(from, count).nd4j().castTo(DataType.DOUBLE);
  }

  @Override
  public long countNonZero(Nd4jArray x) {
    INDArray flat = x.run(0, x.elements()).nd4j();
    INDArray count = Nd4j.getExecutioner().exec(new CountNonZero(flat));
    long total = count.getLong(0);
    count.close();
    return total;
  }

  @Override
  public void close() {
    pool.free();
    constants.free();
  }
}
