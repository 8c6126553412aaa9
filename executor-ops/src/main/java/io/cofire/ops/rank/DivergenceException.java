package io.cofire.ops.rank;

import io.cofire.data.errors.Diagnosed;
import io.cofire.data.errors.Diagnosis;

/** A training whose loss or gradient has left the numbers; another attempt would do the same. */
public final class DivergenceException extends ArithmeticException implements Diagnosed {

  private static final long serialVersionUID = 1L;
  private static final String REMEDY =
      "; try a smaller optimizer.rate, or schedule: {kind: warm-up}";

  private final String what;

  /**
   * A divergence of which only the consequence is known.
   *
   * @param what names step, rank and what is not finite
   */
  public DivergenceException(String what) {
    super(what + REMEDY);
    this.what = what;
  }

  /** The same where the forward's first output that is not finite is known. */
  public DivergenceException at(String layer) {
    return new DivergenceException(
        what + "; the first output that is not finite is that of " + layer);
  }

  @Override
  public Diagnosis diagnosis() {
    return Diagnosis.DIVERGENCE;
  }
}
