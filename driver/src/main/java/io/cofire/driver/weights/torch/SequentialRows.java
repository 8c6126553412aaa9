package io.cofire.driver.weights.torch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of a network in the order in which a {@code Sequential} numbers them: stem, then each
 * stage's widening convolution, blocks and pool.
 *
 * @param numbers of stem, {@code stage1.widen}, {@code stage1.block1} and so on
 * @param stemConvolutions how many convolutions the stem has
 */
record SequentialRows(Map<String, Integer> numbers, int stemConvolutions) {

  private static final Pattern ROW = Pattern.compile("(stem|stage\\d+\\.(?:widen|block\\d+))\\..+");
  private static final String STEM = "stem";

  /** Those of a network's tensors, in their order. */
  static SequentialRows of(List<String> names) {
    Map<String, Integer> numbers = new HashMap<>();
    String stage = STEM;
    int next = 0;
    int stem = 0;
    for (String name : names) {
      stem += name.matches("stem\\.conv\\d?\\.weight") ? 1 : 0;
      Matcher row = ROW.matcher(name);
      if (row.matches() && !numbers.containsKey(row.group(1))) {
        String here = row.group(1).replaceFirst("\\..*", "");
        boolean pooled = !here.equals(stage) && !stage.equals(STEM);
        stage = here;
        next += pooled ? 1 : 0;
        numbers.put(row.group(1), next++);
      }
    }
    return new SequentialRows(numbers, stem);
  }

  /** Of which part a tensor is. */
  Optional<String> row(String name) {
    Matcher row = ROW.matcher(name);
    return row.matches() ? Optional.of(row.group(1)) : Optional.empty();
  }

  int number(String row) {
    return numbers.get(row);
  }
}
