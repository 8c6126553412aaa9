package io.cofire.driver.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cofire.data.errors.InvalidValue;
import io.cofire.data.files.FileSystems;
import io.cofire.data.files.Storage;
import io.cofire.data.shards.Manifest;
import io.cofire.data.shards.ShardException;
import io.cofire.data.shards.ShardSet;
import io.cofire.data.shards.SplitInfo;
import io.cofire.driver.assembly.ScoredData;
import io.cofire.driver.checkpoint.CheckpointStore;
import io.cofire.driver.checkpoint.RunPlace;
import io.cofire.driver.recipe.Recipe;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Other data that a run is to be scored on, as {@code cofire evaluate --data --split} names them.
 *
 * @param hadoop reaches the run and the data
 * @param run what is scored
 * @param trained the run's recipe
 */
record OtherData(Configuration hadoop, RunPlace run, Recipe trained) {

  private static final JsonMapper JSON = new JsonMapper();

  /**
   * The data, if any were named.
   *
   * @param data folder of the shards; those of the run if only a split was named
   * @param split the recipe's test split, or the only one there is, if none was named
   * @throws UsageException if it cannot be told which split, or what the run's classes are
   */
  Optional<ScoredData> data(Optional<String> data, Optional<String> split) throws IOException {
    if (data.isEmpty() && split.isEmpty()) {
      return Optional.empty();
    }
    String located = Located.path(hadoop, data.orElse(trained.data().shards()));
    Manifest manifest = ShardSet.open(hadoop, new Path(located)).manifest();
    String chosen = split.orElseGet(() -> split(manifest));
    return Optional.of(new ScoredData(located, chosen, classes()));
  }

  private String split(Manifest manifest) {
    List<String> names = manifest.splits().stream().map(SplitInfo::name).toList();
    if (names.containsAll(Recipe.Data.splits(trained.data().test()))) {
      return trained.data().test();
    }
    if (names.size() == 1) {
      return names.get(0);
    }
    throw new InvalidValue(
        "--split",
        "none",
        "must be one of " + String.join(", ", names) + ": there is no " + trained.data().test());
  }

  /** Names of the classes that the run was trained on: its data know them, or its report does. */
  private List<String> classes() throws IOException {
    Path checkpoint = run.chosen(hadoop, warning -> {});
    String trainedOn = new CheckpointStore(hadoop, run.run()).progress(checkpoint).manifestHash();
    Optional<List<String>> known = ofItsData(trainedOn);
    known = known.isPresent() ? known : ofItsReport(trainedOn);
    return known.orElseThrow(
        () ->
            new UsageException(
                String.format(
                    Locale.ROOT,
                    "Cannot tell which classes %s knows: neither %s nor its run.json are of the data that it was trained on (manifest %.12s)",
                    run.run().root(),
                    trained.data().shards(),
                    trainedOn)));
  }

  private Optional<List<String>> ofItsData(String trainedOn) {
    try {
      Manifest manifest =
          ShardSet.open(hadoop, FileSystems.path(trained.data().shards())).manifest();
      return Optional.of(manifest)
          .filter(found -> found.sha256().equals(trainedOn))
          .map(Manifest::classes);
    } catch (ShardException e) {
      return Optional.empty(); // moved or deleted since
    }
  }

  private Optional<List<String>> ofItsReport(String trainedOn) throws IOException {
    Path file = new Path(run.run().path(), "run.json");
    try {
      JsonNode data = JSON.readTree(Storage.of(hadoop, file).read(file)).path("data");
      if (!data.path("manifest").asText().equals(trainedOn)) {
        return Optional.empty();
      }
      List<String> classes = new ArrayList<>();
      data.path("classes").forEach(name -> classes.add(name.asText()));
      return Optional.of(classes);
    } catch (FileNotFoundException e) {
      return Optional.empty(); // the training has not ended
    }
  }
}
