/**
 * Recipes: an experiment as YAML, read into {@link io.cofire.driver.recipe.Recipe}, a record that
 * cannot be wrong. Commands and jobs call it. It never starts anything and never looks at data.
 */
package io.cofire.driver.recipe;
