package io.cofire.data.natives;

import java.nio.file.Path;
import java.util.Optional;

/** A process that keeps the lock until it is killed. */
final class UnpackingHolder {

  private UnpackingHolder() {}

  /** Takes the lock of the folder that is named. */
  @SuppressWarnings("try") // the lock acts by being open
  public static void main(String[] folder) throws InterruptedException {
    try (UnpackingLock lock = UnpackingLock.in(Optional.of(Path.of(folder[0])))) {
      System.out.println("has it");
      Thread.sleep(600_000);
    }
  }
}
