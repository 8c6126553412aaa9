package io.cofire.data.pickle;

import io.cofire.data.errors.Diagnosed;
import io.cofire.data.errors.Diagnosis;

/** Something in a pickle that its reader does not know, or that cannot be. */
public final class RefusedPickle extends RuntimeException implements Diagnosed {

  private static final long serialVersionUID = 1L;

  /** What was found. */
  public RefusedPickle(String found) {
    super(found);
  }

  @Override
  public Diagnosis diagnosis() {
    return Diagnosis.DATA;
  }
}
