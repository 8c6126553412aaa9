package io.cofire.driver.ml;

import io.cofire.data.batches.Shuffle;
import io.cofire.data.datasets.LabelledEntry;
import io.cofire.data.datasets.LayoutOptions;
import io.cofire.data.datasets.SplitEntries;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.files.Hashes;
import io.cofire.data.lock.FolderLock;
import io.cofire.data.lock.Owned;
import io.cofire.data.recordings.DecodeWords;
import io.cofire.data.shards.Manifest;
import io.cofire.data.shards.Rejected;
import io.cofire.data.spark.ListedFiles;
import io.cofire.data.spark.PrepareConfig;
import io.cofire.data.spark.PrepareConfig.Rejections;
import io.cofire.data.spark.PrepareJob;
import io.cofire.driver.assembly.JobSettings;
import io.cofire.driver.assembly.RunOrder;
import io.cofire.driver.checkpoint.RunDirectory;
import io.cofire.driver.checkpoint.RunPlace;
import io.cofire.driver.cluster.TrainingJob;
import io.cofire.driver.prediction.TrainedRun;
import io.cofire.driver.recipe.KeptRecipe;
import io.cofire.driver.recipe.Recipe;
import io.cofire.driver.run.TrainingListener;
import io.cofire.driver.weights.StartingWeights;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From rows to a trained network, in a folder of the recipe and the rows: the same fit finds there
 * what it has done before.
 *
 * @param recipe what is trained
 * @param sensor of the recordings; empty for images
 * @param decoding how recordings are read
 * @param strict whether a file that cannot be read ends the fit
 */
record FitJob(
    SparkSession session,
    Recipe recipe,
    Optional<SensorGeometry> sensor,
    DecodeWords decoding,
    boolean strict) {

  private static final Logger LOG = LoggerFactory.getLogger(FitJob.class);
  private static final int NAMED = 16; // digits of a hash

  /** Tells what is not an error. */
  static void warn(String message) {
    LOG.warn("{}", message);
  }

  /**
   * Prepares rows and trains on them.
   *
   * @param parent the fit's own folder lies in it
   * @throws MlException if a row's file cannot be read
   * @throws io.cofire.driver.run.TrainingException if the training cannot be completed
   */
  KeptModel run(LabelledRows rows, Path parent) throws IOException {
    Configuration hadoop = session.sparkContext().hadoopConfiguration();
    Path folder = new Path(parent, recipe.name() + "-" + hash(rows));
    try (Owned owned =
        FolderLock.take(
            hadoop, folder, "fit", "SpikingClassifier.fit of " + recipe.name(), () -> {})) {
      String shards = new Path(folder, "shards").toString();
      Manifest manifest = prepared(rows, shards);
      owned.require();
      RunDirectory run = new RunDirectory(new Path(folder, "run").toString());
      Recipe located = ordered(recipe.withShards(shards), manifest, run);
      new KeptRecipe(hadoop, run).write(located);
      StartingWeights.lay(hadoop, located, manifest, run, FitJob::warn);
      TrainingJob.run(session, located, run, new Told());
      RunPlace place = new RunPlace(run, Optional.empty());
      return KeptModel.of(TrainedRun.open(hadoop, located, place, FitJob::warn));
    }
  }

  /** With the order of samples that the fit has begun with, or that is chosen for it. */
  private Recipe ordered(Recipe asked, Manifest manifest, RunDirectory run) throws IOException {
    Configuration hadoop = session.sparkContext().hadoopConfiguration();
    Optional<Shuffle> began = RunOrder.began(hadoop, asked, run);
    long memory = JobSettings.cacheBytes(session.sparkContext().conf());
    RunOrder order = RunOrder.of(asked, manifest, began, memory);
    order.doubt().ifPresent(FitJob::warn);
    return order.recipe();
  }

  private Manifest prepared(LabelledRows rows, String shards) {
    String layout = sensor.isPresent() ? ListedFiles.RECORDINGS : ListedFiles.IMAGES;
    PrepareConfig config =
        new PrepareConfig(
            layout,
            rows.root(),
            shards,
            PrepareConfig.defaultShardInputBytes(layout),
            Rejections.LIST,
            LayoutOptions.standard().withCounts(LayoutOptions.Counts.ANY),
            PrepareConfig.WHOLE_FILES,
            decoding);
    Manifest manifest =
        PrepareJob.run(
                JavaSparkContext.fromSparkContext(session.sparkContext()),
                config,
                new ListedFiles(sensor, rows.classes(), rows.splits()),
                (read, total, events, rejected) -> {})
            .manifest();
    List<Rejected> unread = manifest.rejected();
    if (strict && !unread.isEmpty()) {
      throw new MlException(
          String.format(
              Locale.ROOT,
              "Cannot fit: %d of the files cannot be read; the first: %s; leave them out, or set"
                  + " handleInvalid to skip",
              unread.stream().map(Rejected::path).distinct().count(),
              unread.get(0).describe()));
    }
    unread.forEach(one -> LOG.warn("left out: {}", one.describe()));
    return manifest;
  }

  private String hash(LabelledRows rows) {
    MessageDigest digest = Hashes.digest();
    line(digest, recipe.hash() + " " + sensor + " " + decoding);
    rows.classes().forEach(name -> line(digest, name));
    for (SplitEntries split : rows.splits()) {
      line(digest, split.name());
      for (LabelledEntry entry : split.recordings()) {
        line(digest, entry.label() + " " + entry.bytes() + " " + rows.root() + " " + entry.path());
      }
    }
    return Hashes.hex(digest.digest()).substring(0, NAMED);
  }

  private static void line(MessageDigest digest, String text) {
    digest.update((text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** What a notebook sees of a training is its log. */
  private static final class Told implements TrainingListener {
    @Override
    public void onWarning(String message) {
      warn(message);
    }
  }
}
