package io.cofire.driver.recipe;

import java.util.List;

/**
 * Keys that stand together.
 *
 * @param path where the choice is that they belong to; empty for the recipe's own keys
 * @param kind the kind that has them; empty for the recipe's own keys
 * @param keys in the order of the record
 */
public record KeySection(String path, String kind, List<RecipeKey> keys) {}
