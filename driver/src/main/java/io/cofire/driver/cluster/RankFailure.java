package io.cofire.driver.cluster;

/** What a task throws: which rank on which host failed first, and why. */
final class RankFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  RankFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
