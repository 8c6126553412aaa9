package io.cofire.ops.surrogate;

/**
 * Many distances u = h - threshold that a surrogate turns, in place and step by step, into its
 * derivatives. Engines implement it with their library's operations; each method works on every
 * element and returns this.
 */
public interface Distances {

  /** factor*u + addend. */
  Distances scale(double factor, double addend);

  /** |u|. */
  Distances absolute();

  /** u^2. */
  Distances square();

  /** 1/u; 0 where u is infinite. */
  Distances reciprocal();

  /** max(u, 0). */
  Distances positivePart();

  /** cosh u; infinite where it overflows. */
  Distances hyperbolicCosine();

  /** 1 where u &lt; bound, else 0. */
  Distances below(double bound);
}
