package io.cofire.driver.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Recipes that extend another one: {@code extends: base.yaml}, a file beside it, whose keys hold
 * where the recipe writes none. The name alone is never inherited, for it names the results.
 */
final class Extension {

  private static final String EXTENDS = "extends";
  private static final String NAME = "name";

  private Extension() {}

  /** A recipe's file with all that it extends. */
  static Source read(Path file) {
    return read(file, List.of());
  }

  private static Source read(Path file, List<Path> extending) {
    Source source = Source.read(file);
    JsonNode base = source.tree().path(EXTENDS);
    if (base.isMissingNode()) {
      return source;
    }
    if (!base.isTextual() || base.asText().isBlank() || !Scalar.isPrintable(base.asText())) {
      throw source.error(
          EXTENDS,
          String.format(Locale.ROOT, "invalid extends: %s (must be a recipe's file)", base));
    }
    List<Path> chain = Stream.concat(extending.stream(), Stream.of(file.normalize())).toList();
    Path other = file.resolveSibling(base.asText()).normalize();
    if (chain.contains(other)) {
      throw source.error(
          EXTENDS, String.format(Locale.ROOT, "invalid extends: %s extends itself", other));
    }
    if (!Files.isRegularFile(other)) {
      throw source.error(
          EXTENDS,
          String.format(Locale.ROOT, "invalid extends: %s (there is no file %s)", base, other));
    }
    Source from = read(other, chain);
    NamedNetwork.expand(from);
    from.remove(NAME);
    source.remove(EXTENDS);
    return source.over(from);
  }
}
