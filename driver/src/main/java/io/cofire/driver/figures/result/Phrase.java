package io.cofire.driver.figures.result;

import java.util.Locale;

/** Numbers in words, the same in every place of the world. */
public final class Phrase {

  private Phrase() {}

  /** Formats as {@link String#format(Locale, String, Object...)} does. */
  public static String of(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
