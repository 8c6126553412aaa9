package io.cofire.ops.composed;

import io.cofire.ops.tensor.Tensor;

/**
 * What a tensor library can do with its arrays of 32-bit floats. Results go to the first argument,
 * {@code out}, which may also be an operand. Operands are broadcast to the shape of {@code out}:
 * axes of size 1 are repeated.
 *
 * @param <A> the library's array; a view shares its elements
 */
public interface ArrayMath<A> {

  /** Operations of one operand. */
  enum Unary {
    /** |x|. */
    ABSOLUTE,
    /** x^2. */
    SQUARE,
    /** The square root. */
    SQUARE_ROOT,
    /** cosh x; infinity where it overflows. */
    HYPERBOLIC_COSINE,
    /** 1/x. */
    RECIPROCAL,
    /** max(x, 0). */
    POSITIVE_PART
  }

  /** Operations of two operands. */
  enum Binary {
    /** x*y. */
    MULTIPLY,
    /** x/y. */
    DIVIDE,
    /** The larger of two. */
    MAXIMUM,
    /** 1 where x = y, else 0. */
    EQUAL
  }

  /** Comparisons with a number: 1 where they hold, else 0. */
  enum Comparison {
    /** x &gt; bound. */
    ABOVE,
    /** x &gt;= bound. */
    AT_OR_ABOVE,
    /** x &lt; bound. */
    BELOW
  }

  /** Runs work whose arrays, views and scratch alike, end with it. */
  void within(Runnable work);

  /** A tensor's elements under other sizes, of the same product. */
  A array(Tensor tensor, int... sizes);

  /** An array whose elements are anything. */
  A scratch(int... sizes);

  /** An array of the given elements. */
  A values(float[] elements, int... sizes);

  /** Reads all elements of a scratch array. */
  void read(A array, float[] elements);

  /** A scratch array under other sizes, of the same product. */
  A reshape(A array, int... sizes);

  /** A view of elements from to from + count of the first axis. */
  A part(A array, int from, int count);

  /**
   * A view of every stride-th pixel.
   *
   * @param images [M,H,W,C]
   * @param row first row
   * @param column first column
   * @param rows rows of the view
   * @param columns columns of the view
   */
  A pixels(A images, int row, int column, int stride, int rows, int columns);

  /** Sets every element. */
  void fill(A out, double value);

  /** out = x, broadcast. */
  void copy(A out, A x);

  /** out = factor*x + addend; x has the shape of out. */
  void affine(A out, A x, double factor, double addend);

  /** out = x + factor*y. */
  void add(A out, A x, A y, double factor);

  /** out = x + factor*y*z. */
  void addProduct(A out, A x, A y, A z, double factor);

  /** An operation of one operand, which has the shape of out. */
  void apply(Unary operation, A out, A x);

  /** An operation of two operands. */
  void apply(Binary operation, A out, A x, A y);

  /** A comparison; x has the shape of out. */
  void compare(Comparison comparison, A out, A x, double bound);

  /**
   * Sums over the middle axis.
   *
   * @param out [A,C]
   * @param x [A,B,C], contiguous
   */
  void sum(A out, A x);

  /** The sum of all elements, in double precision. */
  double total(A x);

  /** The sum of all elements' squares, in double precision. */
  double sumOfSquares(A x);

  /** Number of elements that are not zero. */
  long countNonZero(A x);
}
