package io.cofire.data.lock;

import java.io.IOException;
import java.time.Duration;

/** Waits of those who look again. */
final class Pauses {

  private Pauses() {}

  static void pause(Duration time) throws IOException {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
