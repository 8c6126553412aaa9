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
record Examined(String topic, Standing standing, String text) {

  /** How a thing is. */
  enum Standing {
    /** As it should be. */
    FINE,
    /** Not there, or not as good as it could be; other things work without it. */
    ABSENT,
    /** A training would fail. */
    FAULT
  }

  static Examined fine(String topic, String text) {
    return new Examined(topic, Standing.FINE, text);
  }

  static Examined absent(String topic, String text) {
    return new Examined(topic, Standing.ABSENT, text);
  }

  static Examined fault(String topic, String text) {
    return new Examined(topic, Standing.FAULT, text);
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
