package io.cofire.driver.checkpoint;

import io.cofire.data.files.Storage;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * The recipes that a run had before it was extended, a file each, named by the step up to which it
 * was the run's and by its hash: what was trained with them is still the run's.
 */
public final class FormerRecipes {

  private static final Pattern NAME = Pattern.compile("until-step-\\d{7,18}-(\\w+)[.]yaml");

  private final Storage storage;
  private final Path folder;

  /** Those of a run. */
  public FormerRecipes(Configuration hadoop, RunDirectory run) throws IOException {
    this.folder = run.formerRecipes();
    this.storage = Storage.of(hadoop, folder);
  }

  /**
   * Keeps a recipe.
   *
   * @param step steps that were done with it
   */
  public void add(long step, String hash, String yaml) throws IOException {
    String name = String.format(Locale.ROOT, "until-step-%07d-%s.yaml", step, hash);
    byte[] text = yaml.getBytes(StandardCharsets.UTF_8);
    storage.write(new Path(folder, name), text);
  }

  /** Whether a recipe of this hash was the run's once. */
  public boolean has(String hash) throws IOException {
    try {
      for (FileStatus file : storage.files().listStatus(folder)) {
        Matcher name = NAME.matcher(file.getPath().getName());
        if (name.matches() && name.group(1).equals(hash)) {
          return true;
        }
      }
    } catch (FileNotFoundException e) {
      return false; // never extended
    }
    return false;
  }

  /**
   * A checkpoint's place in the run as it goes on.
   *
   * @param recipe hash of the run's recipe
   * @param manifest hash of its data
   * @param place names the checkpoint in the error
   * @throws CheckpointException if it belongs to another run
   */
  public Progress accept(Progress found, String recipe, String manifest, String place)
      throws IOException {
    boolean former = !found.recipeHash().equals(recipe) && has(found.recipeHash());
    Progress now = former ? found.of(recipe) : found;
    now.requireSameRun(recipe, manifest, place);
    return now;
  }
}
