package io.cofire.driver.recipe;

import io.cofire.data.augment.Augmenter;
import io.cofire.data.batches.EventSamples;
import io.cofire.data.batches.ImageInput;
import io.cofire.data.batches.ImageSamples;
import io.cofire.data.batches.SampleSource;
import io.cofire.data.errors.InvalidValue;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.filters.EventFilter;
import io.cofire.data.frames.FrameShape;
import io.cofire.data.pictures.View;
import io.cofire.data.shards.Contents;
import io.cofire.data.shards.Manifest;
import io.cofire.data.shards.ShardCache;
import io.cofire.data.shards.ShardSet;
import io.cofire.data.shards.StoredSamples;
import io.cofire.ops.network.InputShape;
import io.cofire.ops.network.InputShape.Presentation;
import java.util.Locale;

/** What a network sees of prepared data, by a recipe: frames of events, or still images. */
public final class Inputs {

  private Inputs() {}

  /**
   * What a sample looks like in training.
   *
   * @throws IllegalArgumentException if the recipe does not fit the data
   */
  public static InputShape trained(Recipe.Data data, Manifest manifest) {
    return shape(data, manifest, image(data).training(), data.trainedTimesteps());
  }

  /**
   * What a sample looks like when it is scored.
   *
   * @throws IllegalArgumentException if the recipe does not fit the data
   */
  public static InputShape scored(Recipe.Data data, Manifest manifest) {
    return shape(data, manifest, image(data).scoring(), data.timesteps());
  }

  private static ImageInput image(Recipe.Data data) {
    return data.image().orElse(ImageInput.PLAIN);
  }

  private static InputShape shape(Recipe.Data data, Manifest manifest, View view, int timesteps) {
    if (manifest.contents() instanceof Contents.Images images) {
      return still(images, view, timesteps);
    }
    if (data.image().isPresent()) {
      throw new InvalidValue(
          "data.image",
          data.image().get(),
          String.format(
              Locale.ROOT, "must be left out: %s holds recordings of events", data.shards()));
    }
    if (!data.filter().isEmpty()) {
      EventFilter.requireAccountable(manifest.sensor());
    }
    SensorGeometry pixels = data.reduction().apply(manifest.sensor());
    return new InputShape(timesteps, FrameShape.POLARITIES, pixels.height(), pixels.width());
  }

  private static InputShape still(Contents.Images images, View view, int timesteps) {
    int channels = ImageSamples.channels(images);
    if (view.side().isPresent()) {
      int side = view.side().getAsInt();
      return new InputShape(timesteps, channels, side, side, Presentation.STILL);
    }
    if (images instanceof Contents.Raw raw) {
      return new InputShape(timesteps, channels, raw.height(), raw.width(), Presentation.STILL);
    }
    throw new InvalidValue(
        "data.image",
        "images of any size are seen whole",
        "training and scoring must be views with a size, such as random-resized-crop and centre-crop");
  }

  /** Shape of minibatches of such samples. */
  public static FrameShape minibatch(InputShape input, int samples) {
    int frames = input.presentation() == Presentation.STILL ? 1 : input.timesteps();
    return new FrameShape(frames, samples, input.channels(), input.height(), input.width());
  }

  /** Recordings as they are scored, wherever they are kept. */
  public static EventSamples recordings(Recipe.Data data, StoredSamples kept) {
    return events(data, kept, Augmenter.NONE);
  }

  /** Images as they are scored, wherever they are kept. */
  public static ImageSamples pictures(
      Recipe.Data data, Contents.Images contents, StoredSamples kept) {
    ImageInput input = image(data);
    return new ImageSamples(kept, contents, input.scoring(), input.normalisation(), Augmenter.NONE);
  }

  /**
   * The samples of a split, changed at random if it is trained on.
   *
   * @param cacheBytes packed events or encoded images to keep in memory
   * @throws IllegalArgumentException if the recipe does not fit the data
   */
  public static SampleSource samples(
      Recipe recipe, ShardSet shards, String split, long cacheBytes) {
    ImageInput image = image(recipe.data());
    View view = split.equals(recipe.data().train()) ? image.training() : image.scoring();
    return samples(recipe.data(), shards, split, view, recipe.augmenter(split), cacheBytes);
  }

  /**
   * The samples of a split as they are scored, whatever its name is.
   *
   * @param cacheBytes packed events or encoded images to keep in memory
   * @throws IllegalArgumentException if the recipe does not fit the data
   */
  public static SampleSource scoredSamples(
      Recipe.Data data, ShardSet shards, String split, long cacheBytes) {
    return samples(data, shards, split, image(data).scoring(), Augmenter.NONE, cacheBytes);
  }

  private static SampleSource samples(
      Recipe.Data data,
      ShardSet shards,
      String split,
      View view,
      Augmenter augmenter,
      long cacheBytes) {
    ShardCache cache = new ShardCache(shards, split, cacheBytes);
    if (shards.manifest().contents() instanceof Contents.Images images) {
      return new ImageSamples(cache, images, view, image(data).normalisation(), augmenter);
    }
    augmenter.requireEvents();
    return events(data, cache, augmenter);
  }

  private static EventSamples events(Recipe.Data data, StoredSamples kept, Augmenter augmenter) {
    return new EventSamples(
        kept, data.filter(), data.binning(), data.reduction(), data.timesteps(), augmenter);
  }
}
