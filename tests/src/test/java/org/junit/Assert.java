package org.junit;

/**
 * The one assertion of JUnit 4 that Hadoop's {@code MiniYARNCluster} makes before it starts. JUnit
 * 4 itself may not be on the class path: Surefire would look for an engine that runs its tests.
 */
public final class Assert {

  private Assert() {}

  /** Fails unless the condition holds. */
  public static void assertTrue(String message, boolean condition) {
    if (!condition) {
      throw new AssertionError(message);
    }
  }
}
