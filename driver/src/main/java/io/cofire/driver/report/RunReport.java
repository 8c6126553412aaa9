package io.cofire.driver.report;

import io.cofire.data.files.Secrets;
import io.cofire.data.files.Storage;
import io.cofire.data.shards.ShardSet;
import io.cofire.driver.checkpoint.RunDirectory;
import io.cofire.driver.recipe.Recipe;
import io.cofire.driver.run.RunResult;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** What a finished run is told as: every figure in {@code run.json}, the same for eyes as HTML. */
public final class RunReport {

  /** Name of the page in the run's directory. */
  public static final String PAGE = "report.html";

  /** Name of the file of all figures, there. */
  public static final String FIGURES = "run.json";

  private final Recipe recipe;
  private final DataFacts data;
  private final RunResult result;
  private final List<FramePicture> pictures;
  private final double seconds;

  RunReport(
      Recipe recipe,
      DataFacts data,
      RunResult result,
      List<FramePicture> pictures,
      double seconds) {
    this.recipe = recipe;
    this.data = data;
    this.result = result;
    this.pictures = List.copyOf(pictures);
    this.seconds = seconds;
  }

  /**
   * The report of a run.
   *
   * @param recipe the effective recipe
   * @param shards the data that it was trained and scored on
   * @param result what it came to
   * @param seconds wall-clock time of this command, start of Spark included
   */
  public static RunReport of(Recipe recipe, ShardSet shards, RunResult result, double seconds) {
    DataFacts data = DataFacts.of(shards.manifest(), recipe);
    return new RunReport(recipe, data, result, SamplePictures.of(shards, recipe.data()), seconds);
  }

  /** Every figure as JSON. */
  String json() {
    return RunJson.of(recipe, data, result, seconds);
  }

  /** The page; it loads nothing from anywhere. */
  String html() {
    return RunPage.of(recipe, data, result, pictures, seconds);
  }

  /**
   * Whether a run's directory has the report of a training up to a step. One that could not be
   * written, or is of fewer steps, is none.
   */
  public static boolean tells(Configuration configuration, RunDirectory run, long steps)
      throws IOException {
    Storage storage = Storage.of(configuration, run.path());
    try {
      return storage.files().exists(new Path(run.path(), PAGE))
          && RunJson.steps(storage.read(new Path(run.path(), FIGURES))) == steps;
    } catch (FileNotFoundException e) {
      return false;
    }
  }

  /**
   * Writes {@code report.html} and {@code run.json} into the run's directory, over older ones; the
   * figures last, so that they stand for both.
   *
   * @return path of the page
   * @throws IOException if the file system refuses
   */
  public Path write(Configuration configuration, RunDirectory run) throws IOException {
    Storage storage = Storage.of(configuration, run.path());
    Path page = write(storage, run, PAGE, html());
    write(storage, run, FIGURES, json());
    return page;
  }

  private static Path write(Storage storage, RunDirectory run, String name, String text)
      throws IOException {
    Path path = new Path(run.path(), name);
    byte[] bytes = Secrets.masked(text).getBytes(StandardCharsets.UTF_8);
    storage.write(path, bytes);
    return storage.files().makeQualified(path);
  }
}
