package io.cofire.driver.assembly;

import io.cofire.data.augment.Augmentation;
import io.cofire.data.config.Choices;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.frames.Binning;
import io.cofire.data.frames.Reduction;
import io.cofire.data.shards.Contents;
import io.cofire.data.shards.Manifest;
import io.cofire.driver.recipe.FlowText;
import io.cofire.driver.recipe.Inputs;
import io.cofire.driver.recipe.Recipe;
import io.cofire.ops.layer.LayerFacts;
import io.cofire.ops.network.InputShape;
import io.cofire.ops.plan.Blueprint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What of a recipe and its data can be trained and is hardly meant: said before a training starts,
 * since nobody sees it in the figures.
 */
public final class Cautions {

  private static final int NAMED = 5;

  private final Recipe recipe;
  private final Manifest manifest;
  private final List<String> all = new ArrayList<>();

  private Cautions(Recipe recipe, Manifest manifest) {
    this.recipe = recipe;
    this.manifest = manifest;
  }

  /** All that there is to say of a recipe that fits its data; mostly nothing. */
  public static List<String> of(Recipe recipe, Manifest manifest) {
    Cautions cautions = new Cautions(recipe, manifest);
    cautions.classes();
    cautions.augmentations();
    cautions.unread();
    cautions.layers();
    return List.copyOf(cautions.all);
  }

  private void classes() {
    List<String> classes = manifest.classes();
    if (classes.size() == 1) {
      say(
          "The prepared set has one class alone, %s: whatever a network answers is right, and there is nothing to learn",
          classes.get(0));
    }
    missing(recipe.data().train(), "it cannot be learnt");
    missing(recipe.data().test(), "the test accuracy says nothing of it");
  }

  private void missing(String split, String meaning) {
    boolean[] seen = new boolean[manifest.classes().size()];
    Arrays.stream(manifest.split(split).labels()).forEach(label -> seen[label] = true);
    List<String> names =
        IntStream.range(0, seen.length)
            .filter(label -> !seen[label])
            .mapToObj(manifest.classes()::get)
            .toList();
    if (!names.isEmpty()) {
      String some = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
      int more = names.size() - NAMED;
      say(
          "Split %s has no sample of class %s%s: %s",
          split, some, more > 0 ? String.format(Locale.ROOT, " and %,d more", more) : "", meaning);
    }
  }

  private void augmentations() {
    int side = manifest.contents().either(Cautions::side, images -> Integer.MAX_VALUE);
    InputShape input = Inputs.trained(recipe.data(), manifest);
    int view = Math.max(input.height(), input.width());
    int longest = manifest.contents().either(Cautions::side, images -> view);
    for (Augmentation step : recipe.data().augment()) {
      if (step.isIdle(side, recipe.data().timesteps())) {
        say(
            "data.augment: %s with these values changes nothing: %s",
            Choices.kind(step.getClass()), FlowText.of(step, Augmentation.class));
      }
      if (step.canEmpty(longest)) {
        say(
            "data.augment: %s with these values can leave nothing of a sample of side %d: %s",
            Choices.kind(step.getClass()), longest, FlowText.of(step, Augmentation.class));
      }
    }
  }

  private static int side(Contents.Events events) {
    SensorGeometry sensor = events.sensor();
    return Math.max(sensor.width(), sensor.height());
  }

  /** Images have no events to be binned or reduced. */
  private void unread() {
    if (!(manifest.contents() instanceof Contents.Images)) {
      return;
    }
    if (!recipe.data().binning().equals(new Binning.SjNumber())) {
      say("data.binning is not read: the data are images");
    }
    if (!recipe.data().filter().isEmpty()) {
      say("data.filter is not read: the data are images");
    }
    if (!recipe.data().reduction().equals(new Reduction.None())) {
      say("data.reduction is not read: the data are images");
    }
  }

  private void layers() {
    InputShape input = Inputs.trained(recipe.data(), manifest);
    int classes = manifest.classes().size();
    for (LayerFacts layer : Blueprint.of(recipe.network(), input, classes, 1).layers()) {
      if (!layer.caution().isEmpty()) {
        say("Layer %s: %s", layer.path(), layer.caution());
      }
    }
  }

  private void say(String format, Object... values) {
    all.add(String.format(Locale.ROOT, format, values));
  }
}
