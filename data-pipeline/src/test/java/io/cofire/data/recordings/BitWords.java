package io.cofire.data.recordings;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Files written from the text of their binary digits, as the specifications print them: slow, and
 * so unlike the shifts of the decoders that the two check each other.
 */
public final class BitWords {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** The digits of a number, highest first. */
  public static String bits(long value, int width) {
    String digits = Long.toBinaryString(value);
    if (value < 0 || digits.length() > width) {
      throw new IllegalArgumentException(value + " does not fit " + width + " bits");
    }
    return "0".repeat(width - digits.length()) + digits;
  }

  public BitWords text(String text) {
    out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    return this;
  }

  /** A word whose highest byte comes first. */
  public BitWords big(String... fields) {
    String word = String.join("", fields);
    for (int i = 0; i < word.length(); i += 8) {
      out.write(Integer.parseInt(word.substring(i, i + 8), 2));
    }
    return this;
  }

  /** A word whose lowest byte comes first. */
  public BitWords little(String... fields) {
    String word = String.join("", fields);
    for (int i = word.length(); i > 0; i -= 8) {
      out.write(Integer.parseInt(word.substring(i - 8, i), 2));
    }
    return this;
  }

  public byte[] bytes() {
    return out.toByteArray();
  }
}
