package io.cofire.driver.weights.torch;

/** Something in a pickle that is neither a tensor nor a dictionary, or cannot be one. */
final class RefusedPickle extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What was found. */
  RefusedPickle(String found) {
    super(found);
  }
}
