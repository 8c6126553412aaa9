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
import java.util.Optional;

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
          FlowText.of(data.image().get(), ImageInput.class),
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
    boolean trained = split.equals(recipe.data().train());
    View view = trained ? image.training() : image.scoring();
    StoredSamples all = new ShardCache(shards, split, cacheBytes);
    StoredSamples kept =
        trained ? recipe.data().validation().map(one -> one.trained(all)).orElse(all) : all;
    return samples(recipe.data(), shards, kept, view, recipe.augmenter(split));
  }

  /**
   * The samples that epochs are compared on, as they are scored; none where the recipe has none.
   *
   * @param cacheBytes packed events or encoded images to keep in memory
   * @throws IllegalArgumentException if the recipe does not fit the data
   */
  public static Optional<SampleSource> validated(
      Recipe.Data data, ShardSet shards, long cacheBytes) {
    if (data.validation().isEmpty()) {
      return Optional.empty();
    }
    Validation validation = data.validation().get();
    StoredSamples kept =
        validation
            .split()
            .map(split -> (StoredSamples) new ShardCache(shards, split, cacheBytes))
            .orElseGet(() -> validation.held(new ShardCache(shards, data.train(), cacheBytes)));
    return Optional.of(samples(data, shards, kept, image(data).scoring(), Augmenter.NONE));
  }

  /**
   * The samples of a split as they are scored, whatever its name is.
   *
   * @param cacheBytes packed events or encoded images to keep in memory
   * @throws IllegalArgumentException if the recipe does not fit the data
   */
  public static SampleSource scoredSamples(
      Recipe.Data data, ShardSet shards, String split, long cacheBytes) {
    StoredSamples all = new ShardCache(shards, split, cacheBytes);
    return samples(data, shards, all, image(data).scoring(), Augmenter.NONE);
  }

  private static SampleSource samples(
      Recipe.Data data, ShardSet shards, StoredSamples kept, View view, Augmenter augmenter) {
    if (shards.manifest().contents() instanceof Contents.Images images) {
      return new ImageSamples(kept, images, view, image(data).normalisation(), augmenter);
    }
    augmenter.requireEvents();
    return events(data, kept, augmenter);
  }

  private static EventSamples events(Recipe.Data data, StoredSamples kept, Augmenter augmenter) {
    return new EventSamples(
        kept, data.filter(), data.binning(), data.reduction(), data.timesteps(), augmenter);
  }
}
