package io.cofire.data.recordings.read;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What the names of a format's files end with.
 *
 * @param words in lower case, without the dot
 */
public record Endings(List<String> words) {

  /** Copies the list. */
  public Endings {
    words = List.copyOf(words);
  }

  /** Some endings, the usual one first. */
  public static Endings of(String... words) {
    return new Endings(List.of(words));
  }

  /** Whether the name of a file, in lower case, has one of them. */
  public boolean end(String fileName) {
    for (String word : words) {
      int dot = fileName.length() - word.length() - 1;
      if (dot >= 0 && fileName.charAt(dot) == '.' && fileName.endsWith(word)) {
        return true;
      }
    }
    return false;
  }

  /** As messages list them: {@code *.bin, *.bs2}. */
  @Override
  public String toString() {
    return words.stream().map(word -> "*." + word).collect(Collectors.joining(", "));
  }
}
