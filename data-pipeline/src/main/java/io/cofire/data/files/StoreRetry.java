package io.cofire.data.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;

/**
 * Reads again what a store did not give: stores that serve many answer some with an error now and
 * then. A file that is not there is not asked for again.
 */
public final class StoreRetry {

  private static final int ATTEMPTS = 3;
  private static final long FIRST_PAUSE_MILLIS = 50;

  private StoreRetry() {}

  /** What is read. */
  @FunctionalInterface
  public interface Reading<T> {
    /** Reads it. */
    T read() throws IOException;
  }

  /**
   * Reads, up to three times.
   *
   * @throws IOException of the last attempt
   */
  public static <T> T of(Reading<T> reading) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return reading.read();
      } catch (FileNotFoundException | InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
        pause(FIRST_PAUSE_MILLIS << attempt);
      }
    }
  }

  private static void pause(long millis) throws IOException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted between two attempts");
    }
  }
}
