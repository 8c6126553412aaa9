package io.cofire.driver.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A key that decides the weights, and has another value than in the recipe of a run.
 *
 * @param key as recipes write it
 * @param before its value there; empty if it has none
 * @param now its value here; empty if it has none
 * @param fixed why a run cannot go on with another value; empty if it can
 */
public record KeyChange(
    String key, Optional<String> before, Optional<String> now, Optional<String> fixed) {

  private static final String NONE = "none";

  /** What a run may be extended with: it changes no shape of what a checkpoint holds. */
  private static final List<String> FREE =
      List.of(
          "training.ranks",
          "training.epochs",
          "training.sync",
          "training.normSync",
          "training.loss",
          "training.optimizer",
          "training.schedule",
          "training.averaging",
          "training.freeze",
          "training.clipNorm",
          "training.accumulate",
          "training.classWeights",
          "training.stopEarly",
          "data.augment",
          "run.engine",
          "run.precision");

  private static final Map<String, String> FIXED = reasons();

  private static Map<String, String> reasons() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("training.optimizer.kind", "what is kept of the optimizer is of that kind");
    all.put("training.initFrom", "the run has begun from there");
    all.put("training.resumeFrom", "the run has begun from there");
    all.put("training.head", "the run has begun with it");
    all.put("training.ema", "what is kept of the weights has begun with it");
    all.put("training", "the place in the data is counted in batches");
    all.put("seed", "every random choice so far follows from it");
    all.put("network", "the weights are those of that network");
    all.put("data.shuffle", "the place in the data is counted in its order");
    all.put("data", "the weights have learned from that input");
    return all;
  }

  /** All that differ, in the order of the keys of a recipe. */
  static List<KeyChange> between(Recipe before, Recipe now) {
    Map<String, String> then = leaves(before);
    Map<String, String> here = leaves(now);
    Set<String> keys = new LinkedHashSet<>(here.keySet());
    keys.addAll(then.keySet());
    List<KeyChange> changes = new ArrayList<>();
    for (String key : keys) {
      Optional<String> was = Optional.ofNullable(then.get(key));
      Optional<String> is = Optional.ofNullable(here.get(key));
      if (!was.equals(is)) {
        changes.add(new KeyChange(key, was, is, reason(key)));
      }
    }
    return changes;
  }

  private static Optional<String> reason(String key) {
    boolean optimizer = key.equals("training.optimizer.kind");
    if (!optimizer && FREE.stream().anyMatch(free -> isWithin(key, free))) {
      return Optional.empty();
    }
    return FIXED.entrySet().stream()
        .filter(each -> isWithin(key, each.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .or(() -> Optional.of("the weights follow from it"));
  }

  private static boolean isWithin(String key, String prefix) {
    return key.equals(prefix) || key.startsWith(prefix + ".") || key.startsWith(prefix + "[");
  }

  private static Map<String, String> leaves(Recipe recipe) {
    Map<String, String> leaves = new LinkedHashMap<>();
    collect("", Writer.deciding(recipe), leaves);
    Optional.ofNullable(leaves.remove(Writer.ENGINE))
        .ifPresent(engine -> leaves.put("run.engine", engine));
    leaves.remove(Writer.PRECISION);
    leaves.put("run.precision", Schema.spelling(recipe.run().precision()));
    return leaves;
  }

  private static void collect(String path, JsonNode node, Map<String, String> leaves) {
    if (node.isValueNode() || node.isEmpty()) {
      leaves.put(path, node.isValueNode() ? node.asText() : node.toString());
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      collect(path + "[" + i + "]", node.get(i), leaves);
    }
    for (Iterator<Map.Entry<String, JsonNode>> fields = node.fields(); fields.hasNext(); ) {
      Map.Entry<String, JsonNode> field = fields.next();
      String key = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
      collect(key, field.getValue(), leaves);
    }
  }

  /** Whether a run can go on with the new value. */
  public boolean isFree() {
    return fixed.isEmpty();
  }

  /** In words, such as {@code training.epochs: 3 there, 5 here}. */
  public String describe() {
    return String.format(
        Locale.ROOT,
        "%s: %s there, %s here%s",
        key,
        before.orElse(NONE),
        now.orElse(NONE),
        fixed.map(reason -> " (cannot change: " + reason + ")").orElse(""));
  }
}
