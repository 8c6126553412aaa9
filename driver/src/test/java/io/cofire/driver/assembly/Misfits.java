package io.cofire.driver.assembly;

import io.cofire.data.shards.TinyImageShards;
import io.cofire.data.shards.TinyRecipe;
import io.cofire.data.shards.TinyShards;
import io.cofire.driver.recipe.Recipe;
import io.cofire.driver.recipe.Recipe.Sync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Recipes that are whole and do not fit the data, each with what is said of it. */
final class Misfits {

  private static final String EVENTS = "events";
  private static final String IMAGES = "images";
  private static final String VIEWS =
      "data.image={training: {kind: random-resized-crop, size: 16}, scoring: {kind: centre-crop,"
          + " size: 16, resize: 18}}";

  private final Path folder;

  /**
   * A recipe that does not fit.
   *
   * @param data events of a 12x12 sensor, or images of many sizes: 24 to train on, 9 to score
   * @param changes of a recipe that fits
   * @param key of the value that is refused
   * @param message what is said of it, or how that begins
   */
  record Misfit(String data, List<String> changes, String key, String message) {}

  private Misfits(Path folder) {
    this.folder = folder;
  }

  /** Prepares both sets below a folder. */
  static Misfits in(Path folder) throws IOException {
    TinyShards.write(folder.resolve(EVENTS), 24, 9);
    TinyImageShards.write(folder.resolve(IMAGES), 24, 9);
    return new Misfits(folder);
  }

  /** Those that no mode can train. */
  static List<Misfit> ofBothModes() {
    List<Misfit> all = new ArrayList<>(ofEvents());
    all.addAll(ofImages());
    return all;
  }

  private static List<Misfit> ofEvents() {
    return List.of(
        events(
            "training.batch",
            "Invalid training.batch: 25 (the training split has only 24 samples)",
            "training.batch=25"),
        events(
            "data.train",
            "Invalid data.train: other (the prepared set of tiny has train, test)",
            "data.train=train+other"),
        events(
            "data.test",
            "Invalid data.test: validation (the prepared set of tiny has train, test)",
            "data.test=validation"),
        events("data.image", "Invalid data.image: ", VIEWS),
        events(
            "data.augment",
            "Invalid data.augment: auto-augment (must be a change of events: the data are recordings)",
            "data.augment=[{kind: auto-augment, policy: cifar10}]"),
        events(
            "reduction.by",
            "Invalid reduction.by: 13 (must be at most the side of the sensor, 12x12)",
            "data.reduction={kind: divide, by: 13}"),
        events(
            "network",
            "Invalid network: laid out for T=2, C=2, H=3, W=3 (Cannot join the branches of ",
            "data.reduction={kind: divide, by: 4}",
            "network.block={kind: ms, downsampling: average-pool}"));
  }

  private static List<Misfit> ofImages() {
    return List.of(
        images(
            "data.image",
            "Invalid data.image: images of any size are seen whole (training and scoring must be views with a size, such as random-resized-crop and centre-crop)"),
        images(
            "data.image.scoring",
            "Invalid data.image.scoring: 12x12 (must be as large as data.image.training, 16x16)",
            VIEWS,
            "data.image.scoring.size=12"),
        images(
            "data.augment",
            "Invalid data.augment: temporal-delete (must be a change of images: the data are images)",
            VIEWS,
            "data.augment=[{kind: temporal-delete, keep: 1}]"),
        images(
            "data.augment",
            "Invalid data.augment: shift after cutout (must come before it)",
            VIEWS,
            "data.augment=[{kind: cutout, size: 2}, {kind: shift, most: 1}]"),
        images(
            "data.image.normalisation",
            "Invalid data.image.normalisation: for 2 channels (the images have 3)",
            VIEWS,
            "data.image.normalisation={kind: given, mean: [0.1, 0.2], deviation: [1.0, 1.0]}"));
  }

  private static Misfit events(String key, String message, String... changes) {
    return new Misfit(EVENTS, List.of(changes), key, message);
  }

  private static Misfit images(String key, String message, String... changes) {
    return new Misfit(IMAGES, List.of(changes), key, message);
  }

  /** Images, which averaging alone refuses. */
  static Misfit images() {
    return images(
        "training.sync",
        "Invalid training.sync: averaging (must be step for images: it takes frames of events)",
        VIEWS);
  }

  /** More ranks than samples to score, which a job of ranks refuses. */
  static Misfit manyRanks() {
    return events(
        "training.ranks",
        "Invalid training.ranks: 10 (split test has only 9 samples to evaluate)",
        "training.batch=10",
        "training.ranks=10",
        "training.averaging.workers=10");
  }

  /** The recipe in a mode. */
  Recipe recipe(Misfit misfit, Sync sync) throws IOException {
    Path file = folder.resolve("recipe.yaml");
    Files.writeString(file, TinyRecipe.on(folder.resolve(misfit.data())));
    List<String> overrides = new ArrayList<>(misfit.changes());
    overrides.add("training.sync=" + sync.name().toLowerCase(Locale.ROOT));
    return Recipe.read(file, overrides);
  }

  /** One that fits. */
  Recipe fitting(Sync sync) throws IOException {
    return recipe(events("", ""), sync);
  }
}
