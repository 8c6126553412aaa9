package io.cofire.driver.assembly;

import io.cofire.data.errors.InvalidValue;
import io.cofire.data.shards.Manifest;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;

/**
 * Another prepared set than a network was trained on, to score it on.
 *
 * @param shards its folder; a full Hadoop path
 * @param split which of its splits
 * @param classes the classes that the network knows, in the order of its labels
 */
public record ScoredData(String shards, String split, List<String> classes)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Copies the list. */
  public ScoredData {
    classes = List.copyOf(classes);
  }

  /**
   * The network's label of each class of the set, by name.
   *
   * @throws InvalidValue if the network does not know a class
   */
  int[] labels(Manifest manifest) {
    return manifest.classes().stream().mapToInt(this::label).toArray();
  }

  private int label(String name) {
    int label = classes.indexOf(name);
    if (label < 0) {
      throw new InvalidValue(
          "--data",
          shards,
          String.format(
              Locale.ROOT,
              "its class %s is none of those that the run was trained on: %s",
              name,
              String.join(", ", classes)));
    }
    return label;
  }
}
