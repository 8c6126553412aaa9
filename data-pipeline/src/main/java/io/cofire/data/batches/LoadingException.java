package io.cofire.data.batches;

/** Says which minibatch could not be made and why. */
public final class LoadingException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  LoadingException(String message, Throwable cause) {
    super(message, cause);
  }
}
