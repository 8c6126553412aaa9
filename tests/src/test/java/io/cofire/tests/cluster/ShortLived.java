package io.cofire.tests.cluster;

import java.util.Arrays;
import java.util.List;

/**
 * Options of Java for processes that a test starts and that live for seconds: they halve a
 * command's processor time, since most of it goes into compiling what is run a few times only.
 */
public final class ShortLived {

  /** All options, as a shell takes them. */
  public static final String OPTIONS = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

  private ShortLived() {}

  static List<String> options() {
    return Arrays.asList(OPTIONS.split(" ", -1));
  }
}
