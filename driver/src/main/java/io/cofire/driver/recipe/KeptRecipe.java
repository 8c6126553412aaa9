package io.cofire.driver.recipe;

import io.cofire.data.files.Secrets;
import io.cofire.data.files.Storage;
import io.cofire.driver.checkpoint.CheckpointException;
import io.cofire.driver.checkpoint.RunDirectory;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ParentNotDirectoryException;
import org.apache.hadoop.fs.Path;

/**
 * The recipe that a run keeps, so that it can be evaluated from its directory alone.
 *
 * @param hadoop reaches its file system
 * @param run the run
 */
public record KeptRecipe(Configuration hadoop, RunDirectory run) {

  /** Name of the file. */
  public static final String NAME = "recipe.yaml";

  /** Where it is, or would be. */
  public Path file() {
    return new Path(run.path(), NAME);
  }

  /** Writes it, over an older one. */
  public void write(Recipe recipe) throws IOException {
    byte[] text = Secrets.masked(recipe.yaml()).getBytes(StandardCharsets.UTF_8);
    Storage.of(hadoop, file()).write(file(), text);
  }

  /**
   * Reads it.
   *
   * @return empty if there is none
   * @throws CheckpointException if it is damaged, with the remedy
   */
  public Optional<Recipe> read() throws IOException {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Storage.of(hadoop, file()).read(file()));
      String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
      return Optional.of(Recipe.parse(text, file().toString()));
    } catch (FileNotFoundException | ParentNotDirectoryException e) {
      return Optional.empty();
    } catch (CharacterCodingException e) {
      throw damaged(file() + ": its text is not UTF-8");
    } catch (RecipeException e) {
      throw damaged(e.getMessage());
    }
  }

  private CheckpointException damaged(String why) {
    return new CheckpointException(
        String.format(
            Locale.ROOT,
            "Cannot use the run %s: the recipe that it keeps is damaged: %s; 'cofire train' with that run's recipe writes it again",
            run.root(),
            why));
  }
}
