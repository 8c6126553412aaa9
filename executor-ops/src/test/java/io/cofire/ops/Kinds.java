package io.cofire.ops;

import java.util.Arrays;
import java.util.List;

/** Keeps lists of cases whole: a new kind of a closed set cannot pass without a case. */
public final class Kinds {

  private Kinds() {}

  /**
   * The cases.
   *
   * @throws IllegalStateException if one of the types that the sealed one permits has none
   */
  public static <T> List<T> every(Class<T> sealed, List<T> cases) {
    List<String> without =
        Arrays.stream(sealed.getPermittedSubclasses())
            .filter(kind -> cases.stream().noneMatch(kind::isInstance))
            .map(Class::getSimpleName)
            .toList();
    if (!without.isEmpty()) {
      throw new IllegalStateException(
          "Cannot test every %s: no case of %s".formatted(sealed.getSimpleName(), without));
    }
    return cases;
  }
}
