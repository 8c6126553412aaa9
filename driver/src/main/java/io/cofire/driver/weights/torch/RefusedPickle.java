package io.cofire.driver.weights.torch;

import io.cofire.data.errors.Diagnosed;
import io.cofire.data.errors.Diagnosis;

/** Something in a pickle that is neither a tensor nor a dictionary, or cannot be one. */
final class RefusedPickle extends RuntimeException implements Diagnosed {

  private static final long serialVersionUID = 1L;

  /** What was found. */
  RefusedPickle(String found) {
    super(found);
  }

  @Override
  public Diagnosis diagnosis() {
    return Diagnosis.DATA;
  }
}
