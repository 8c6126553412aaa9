package io.cofire.data.errors;

import java.util.Locale;

/**
 * Text that may hold what people name: files, classes, recipes, words of a damaged file. Characters
 * that a terminal obeys, that break a line or turn its direction are written as Java's escapes.
 */
public final class Legible {

  private static final int DELETE = 0x7F;
  private static final int LAST_CONTROL = 0x9F;

  private Legible() {}

  /** A name or message, of one line whatever it holds. */
  public static String of(String text) {
    return escaped(text, "");
  }

  /** A text of several lines, which stay, as do tabs. */
  public static String lines(String text) {
    return escaped(text, "\n\t");
  }

  private static String escaped(String text, String kept) {
    if (text.chars().noneMatch(c -> isObeyed((char) c))) {
      return text;
    }
    StringBuilder legible = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isObeyed(c) && kept.indexOf(c) < 0) {
        legible.append(escape(c));
      } else {
        legible.append(c);
      }
    }
    return legible.toString();
  }

  private static String escape(char c) {
    return switch (c) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> String.format(Locale.ROOT, "\\u%04x", (int) c);
    };
  }

  /** Control characters, separators of lines, and what turns the direction of writing. */
  private static boolean isObeyed(char c) {
    return c < ' '
        || (c >= DELETE && c <= LAST_CONTROL)
        || (c >= '\u2028' && c <= '\u202E')
        || (c >= '\u2066' && c <= '\u2069')
        || c == '\u200E'
        || c == '\u200F'
        || c == '\u061C';
  }
}
