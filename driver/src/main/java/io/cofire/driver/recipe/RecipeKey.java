package io.cofire.driver.recipe;

import java.util.List;
import java.util.Optional;

/**
 * A key of a recipe.
 *
 * @param path from the recipe's root, as {@code --set} takes it, with {@code []} where a list has
 *     its index: {@code network.stages[].channels}
 * @param value what may be written, such as {@code whole number} or {@code kind: sgd, adam}
 * @param words all that may be written, where these are a few words and no kinds
 * @param fallback what it is where nobody writes it, as YAML; empty where there is no default
 * @param required whether it must be written
 */
public record RecipeKey(
    String path, String value, List<String> words, Optional<String> fallback, boolean required) {}
