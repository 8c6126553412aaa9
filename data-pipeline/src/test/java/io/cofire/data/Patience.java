package io.cofire.data;

import java.time.Duration;

/**
 * How long a test waits for what must come. The limit ends a hang; it is far beyond what slowness
 * takes, so that a busy machine breaks no test. A whole test has the limit of the parent's pom.
 */
public final class Patience {

  /** Longest wait for one thing. */
  public static final Duration LIMIT = Duration.ofMinutes(5);

  /** The same in seconds. */
  public static final long SECONDS = LIMIT.toSeconds();

  /** The same as a setting of Spark. */
  public static final String SETTING = SECONDS + "s";

  private Patience() {}
}
