package io.cofire.tests.architecture.planted.driver.cluster;

import java.util.UUID;

/** A job, which may name its run by chance. */
public record Job(UUID run) {

  /** A new run. */
  public static Job start() {
    return new Job(UUID.randomUUID());
  }
}
