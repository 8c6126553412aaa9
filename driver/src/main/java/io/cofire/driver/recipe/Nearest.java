package io.cofire.driver.recipe;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The known word that a misspelt one probably meant. */
public final class Nearest {

  private static final LevenshteinDistance DISTANCE = LevenshteinDistance.getDefaultInstance();

  private Nearest() {}

  /** " (did you mean X? ...)" or, when nothing is near, the list of what is known. */
  static String hint(String word, Collection<String> known) {
    String list = String.join(", ", known);
    return to(word, known)
        .map(k -> " (did you mean " + k + "? known here: " + list + ")")
        .orElse(known.isEmpty() ? " (no keys are known here)" : " (known here: " + list + ")");
  }

  /** The known word that is near enough to be meant. */
  public static Optional<String> to(String word, Collection<String> known) {
    return known.stream()
        .min(Comparator.comparingInt(k -> distance(word, k)))
        .filter(k -> distance(word, k) <= Math.max(2, word.length() / 3));
  }

  private static int distance(String a, String b) {
    return DISTANCE.apply(a.toLowerCase(Locale.ROOT), b.toLowerCase(Locale.ROOT));
  }
}
