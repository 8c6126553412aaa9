package io.cofire.data.errors;

/** Values, each of them allowed, that do not go together or not with the data. */
public final class Misfit extends IllegalArgumentException implements Diagnosed {

  private static final long serialVersionUID = 1L;

  /** With a whole message: what cannot be done, what does not fit, and the remedy. */
  public Misfit(String message) {
    super(message);
  }

  @Override
  public Diagnosis diagnosis() {
    return Diagnosis.USAGE;
  }
}
