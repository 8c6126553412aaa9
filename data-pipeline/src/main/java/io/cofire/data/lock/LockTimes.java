package io.cofire.data.lock;

import java.time.Duration;

/**
 * How a lock goes with time.
 *
 * @param refresh between two signs of life
 * @param expiry without one, after which an owner counts as gone that nothing else is known of
 * @param settle after which two that wrote at once see the same, where a file system does not let
 *     one of them win
 */
record LockTimes(Duration refresh, Duration expiry, Duration settle) {

  static final LockTimes USUAL =
      new LockTimes(Duration.ofSeconds(15), Duration.ofSeconds(120), Duration.ofSeconds(2));
}
