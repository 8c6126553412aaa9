package io.cofire.driver.ml;

import io.cofire.data.errors.InvalidValue;
import io.cofire.data.files.FileSystems;
import io.cofire.data.files.Storage;
import io.cofire.driver.recipe.Recipe;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * The recipe of a fit: what the user wrote, but for the data, which come from a DataFrame.
 *
 * @param place path of a recipe; empty where its text is given
 * @param text of a recipe; empty where its path is given
 * @param overrides {@code path=value} pairs, the later ones over the earlier
 */
record FitRecipe(Optional<String> place, Optional<String> text, List<String> overrides) {

  static final String TRAIN = "train";
  static final String TEST = "test";

  private static final String ELSEWHERE = "rows-of-a-DataFrame";

  /** Copies the list. */
  FitRecipe {
    overrides = List.copyOf(overrides);
    if (place.isPresent() == text.isPresent()) {
      throw new InvalidValue(
          "recipe",
          place.isPresent() ? "given with recipeText" : "not set",
          "set recipe, the path of one, or recipeText");
    }
  }

  /**
   * Reads it.
   *
   * @throws io.cofire.driver.recipe.RecipeException if it is none
   * @throws InvalidValue if it asks for what a DataFrame cannot give
   */
  Recipe read(Configuration hadoop) {
    List<String> all = new ArrayList<>(overrides);
    all.add("data.shards=" + ELSEWHERE);
    all.add("data.train=" + TRAIN);
    all.add("data.test=" + TEST);
    Recipe recipe =
        text.isPresent() ? Recipe.parse(text.get(), all, "recipeText") : read(hadoop, all);
    if (recipe.training().sync() == Recipe.Sync.AVERAGING) {
      throw new InvalidValue(
          "training.sync", "averaging", "must be step: a fit has the session that it is called in");
    }
    return recipe;
  }

  private Recipe read(Configuration hadoop, List<String> all) {
    Path path = FileSystems.path(place.get());
    String scheme = path.toUri().getScheme();
    if (scheme == null || scheme.equals("file")) {
      return Recipe.read(java.nio.file.Path.of(path.toUri().getPath()), all);
    }
    try {
      byte[] bytes = Storage.of(hadoop, path).read(path);
      return Recipe.parse(new String(bytes, StandardCharsets.UTF_8), all, place.get());
    } catch (FileNotFoundException e) {
      throw new InvalidValue("recipe", place.get(), "there is no such file");
    } catch (IOException e) {
      throw new MlException("Cannot read recipe " + place.get(), e);
    }
  }
}
