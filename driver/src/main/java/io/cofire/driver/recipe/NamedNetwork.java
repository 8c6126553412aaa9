package io.cofire.driver.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cofire.ops.network.NetworkConfig;
import io.cofire.ops.zoo.Zoo;
import io.cofire.ops.zoo.ZooNetwork;
import java.util.List;
import java.util.Locale;

/**
 * Networks that a recipe names instead of writing them out: {@code network: sew-resnet18}, or
 * {@code network: {kind: zoo, name: sew-resnet18, ...}} with keys that replace those of the named
 * one. What is named becomes the whole network before anything else sees the recipe, so that an
 * effective recipe needs no zoo.
 */
public final class NamedNetwork {

  private static final String NETWORK = "network";
  private static final String ZOO = "zoo";
  private static final String NAME = "name";

  private NamedNetwork() {}

  /**
   * The network of a name with some of its keys replaced.
   *
   * @param overrides {@code path=value} pairs as for recipes, such as {@code network.stem.kernel=1}
   * @throws RecipeException if there is no such network or it cannot be changed so
   */
  public static NetworkConfig of(String name, List<String> overrides) {
    Source source = Source.naming(NETWORK, name);
    expand(source);
    for (String override : overrides) {
      source.override(override);
      expand(source);
    }
    return Binder.network(source);
  }

  /** Writes out the network that a recipe names, if it names one. */
  static void expand(Source source) {
    JsonNode written = source.tree().path(NETWORK);
    if (written.isTextual()) {
      source.tree().set(NETWORK, tree(find(source, NETWORK, written.asText())));
    } else if (written instanceof ObjectNode keys && isZoo(keys)) {
      JsonNode name = keys.path(NAME);
      if (!name.isTextual()) {
        throw source.error(NETWORK, "missing network.name, the name of a network of the zoo");
      }
      JsonNode network = tree(find(source, NETWORK + "." + NAME, name.asText()));
      ObjectNode changes = keys.deepCopy();
      changes.remove(List.of(Schema.KIND, NAME));
      source.tree().set(NETWORK, Overlay.of(network, changes));
    }
  }

  private static boolean isZoo(ObjectNode keys) {
    return keys.path(Schema.KIND).asText().equals(ZOO);
  }

  private static JsonNode tree(ZooNetwork network) {
    return Writer.tree(network.network(), NetworkConfig.class);
  }

  private static ZooNetwork find(Source source, String path, String name) {
    return Zoo.find(name)
        .orElseThrow(
            () -> {
              List<String> known = Zoo.networks().stream().map(ZooNetwork::name).toList();
              String near = Nearest.to(name, known).map(n -> "did you mean " + n + "? ").orElse("");
              return source.error(
                  path,
                  String.format(
                      Locale.ROOT,
                      "unknown network %s (%s'cofire networks' lists all)",
                      name,
                      near));
            });
  }
}
