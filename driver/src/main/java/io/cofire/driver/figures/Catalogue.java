package io.cofire.driver.figures;

import io.cofire.data.errors.InvalidValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Exhibits by their names. */
public final class Catalogue {

  private final List<Exhibit> exhibits;

  /**
   * A catalogue in the order of its page.
   *
   * @throws IllegalArgumentException if a name stands for two
   */
  public Catalogue(List<Exhibit> exhibits) {
    this.exhibits = List.copyOf(exhibits);
    Set<String> seen = new HashSet<>();
    for (String word : words()) {
      if (!seen.add(word)) {
        throw new IllegalArgumentException("Cannot list exhibits: two are called " + word);
      }
    }
  }

  /** All, in order. */
  public List<Exhibit> all() {
    return exhibits;
  }

  /**
   * Those that words name, each once, in the order of the page.
   *
   * @throws InvalidValue if a word names none; the rule lists all
   */
  public List<Exhibit> named(List<String> words) {
    Set<Exhibit> wanted = new HashSet<>();
    for (String word : words) {
      wanted.add(
          exhibits.stream()
              .filter(exhibit -> exhibit.isCalled(word))
              .findFirst()
              .orElseThrow(
                  () ->
                      new InvalidValue(
                          "figure", word, "must be one of " + String.join(", ", words()))));
    }
    List<Exhibit> found = new ArrayList<>(exhibits);
    found.retainAll(wanted);
    return found;
  }

  private List<String> words() {
    return exhibits.stream()
        .flatMap(each -> Stream.concat(Stream.of(each.name()), each.others().stream()))
        .toList();
  }
}
