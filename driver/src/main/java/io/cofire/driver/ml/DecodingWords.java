package io.cofire.driver.ml;

import io.cofire.data.errors.InvalidValue;
import io.cofire.data.recordings.DecodeWords;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** How recordings are read, as a parameter has it: {@code NAME=VALUE} each. */
final class DecodingWords {

  private DecodingWords() {}

  /**
   * Reads them.
   *
   * @throws InvalidValue if one is no option of decoding, or its value cannot be
   */
  static DecodeWords of(String[] words) {
    Map<String, String> named = new TreeMap<>();
    for (String word : words) {
      int equals = word.indexOf('=');
      if (equals < 1) {
        throw new InvalidValue(
            "decoding", word, "expected NAME=VALUE, with one of " + DecodeWords.NAMES);
      }
      named.put(word.substring(0, equals).strip(), word.substring(equals + 1));
    }
    return DecodeWords.of(named, UnaryOperator.identity());
  }
}
