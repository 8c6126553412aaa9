package io.cofire.driver.weights.torch;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The first form that fits a name. */
final class Naming {

  /** What a norm calls its vectors, here and in PyTorch. */
  private static final Map<String, String> OF_NORMS =
      Map.of("gamma", "weight", "beta", "bias", "mean", "running_mean", "variance", "running_var");

  private final String prefix;
  private final String name;
  private Optional<String> found = Optional.empty();

  Naming(String prefix, String name) {
    this.prefix = prefix;
    this.name = name;
  }

  Naming or(String ours, String theirs) {
    Matcher matcher = Pattern.compile(ours).matcher(name);
    if (found.isEmpty() && matcher.matches()) {
      String there = theirs;
      for (int group = 1; group <= matcher.groupCount(); group++) {
        String value = matcher.group(group);
        there = there.replaceFirst("%s", OF_NORMS.getOrDefault(value, value));
      }
      found = Optional.of(prefix + there);
    }
    return this;
  }

  Optional<String> name() {
    return found;
  }
}
