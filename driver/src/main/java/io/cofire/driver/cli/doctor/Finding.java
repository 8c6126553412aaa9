package io.cofire.driver.cli.doctor;

import io.cofire.data.errors.Legible;
import java.util.Locale;

/**
 * One thing that was looked at.
 *
 * @param topic what it is, in a word or two
 * @param standing how it is
 * @param text what was found
 */
record Finding(String topic, Standing standing, String text) {

  /** How a thing is. */
  enum Standing {
    /** As it should be. */
    FINE,
    /** Not there, or not as good as it could be; other things work without it. */
    ABSENT,
    /** A training would fail. */
    FAULT
  }

  static Finding fine(String topic, String text) {
    return new Finding(topic, Standing.FINE, text);
  }

  static Finding absent(String topic, String text) {
    return new Finding(topic, Standing.ABSENT, text);
  }

  static Finding fault(String topic, String text) {
    return new Finding(topic, Standing.FAULT, text);
  }

  boolean isFault() {
    return standing == Standing.FAULT;
  }

  String line() {
    String mark =
        switch (standing) {
          case FINE -> "ok";
          case ABSENT -> "--";
          case FAULT -> "!!";
        };
    return String.format(Locale.ROOT, "%s  %-18s  %s", mark, topic, Legible.of(text));
  }
}
