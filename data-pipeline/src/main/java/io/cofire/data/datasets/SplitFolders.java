package io.cofire.data.datasets;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What folders of splits are called: {@code train}, {@code val} and {@code test}, or as people
 * write them, in any capitals.
 */
public final class SplitFolders {

  /** What is trained on. */
  public static final String TRAIN = "train";

  /** What is held out to choose by. */
  public static final String VAL = "val";

  /** What is scored. */
  public static final String TEST = "test";

  /** What they are called in messages. */
  public static final String WORDS = "its folders of splits";

  /** The splits in their order. */
  static final List<String> ORDER = List.of(TRAIN, VAL, TEST);

  private static final Map<String, String> MEANINGS =
      Map.of(
          TRAIN,
          TRAIN,
          "training",
          TRAIN,
          VAL,
          VAL,
          "valid",
          VAL,
          "validation",
          VAL,
          TEST,
          TEST,
          "testing",
          TEST);

  private SplitFolders() {}

  /** The split that a folder of this name holds; empty if it is no such name. */
  public static Optional<String> meaning(String folder) {
    return Optional.ofNullable(MEANINGS.get(folder.toLowerCase(Locale.ROOT)));
  }

  /** Whether a split is there to be scored, not to be trained on. */
  public static boolean isScored(String split) {
    return split.equals(VAL) || split.equals(TEST);
  }

  /** The split of the topmost folder of a path that is one; empty if none is. */
  static Optional<String> in(String folders) {
    for (String folder : folders.split("/", -1)) {
      Optional<String> split = meaning(folder);
      if (split.isPresent()) {
        return split;
      }
    }
    return Optional.empty();
  }

  /**
   * What is in some splits, in their order. What is held out is the split {@code test}; {@code val}
   * is another where there are both.
   *
   * @param bySplit by {@link #meaning}
   */
  static <T> List<Named<T>> ordered(Map<String, List<T>> bySplit) {
    UnaryOperator<String> name =
        split -> split.equals(VAL) && !bySplit.containsKey(TEST) ? TEST : split;
    List<Named<T>> splits = new ArrayList<>();
    for (String split : ORDER) {
      if (bySplit.containsKey(split)) {
        splits.add(new Named<>(name.apply(split), bySplit.get(split)));
      }
    }
    return splits;
  }

  /**
   * A split and what is in it.
   *
   * @param name of the split
   * @param members in their order
   */
  public record Named<T>(String name, List<T> members) {}
}
