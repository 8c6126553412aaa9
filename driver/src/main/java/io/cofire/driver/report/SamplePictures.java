package io.cofire.driver.report;

import io.cofire.data.batches.ImageDecoding;
import io.cofire.data.batches.ImageInput;
import io.cofire.data.events.EventStream;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.filters.EventFilter;
import io.cofire.data.frames.FrameShape;
import io.cofire.data.frames.Framing;
import io.cofire.data.pictures.Picture;
import io.cofire.data.pictures.PictureReader;
import io.cofire.data.pictures.View;
import io.cofire.data.random.Key;
import io.cofire.data.shards.Contents;
import io.cofire.data.shards.EncodedImage;
import io.cofire.data.shards.Sample;
import io.cofire.data.shards.Shard;
import io.cofire.data.shards.ShardInfo;
import io.cofire.data.shards.ShardSet;
import io.cofire.driver.recipe.Recipe;
import java.nio.FloatBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** A picture of the first recording or image of each class in the split that is scored. */
final class SamplePictures {

  private static final int MOST_CLASSES = 24;

  private SamplePictures() {}

  static List<FramePicture> of(ShardSet shards, Recipe.Data data) {
    return shards
        .manifest()
        .contents()
        .either(events -> ofEvents(shards, data), images -> ofImages(shards, data, images));
  }

  private static List<FramePicture> ofEvents(ShardSet shards, Recipe.Data data) {
    List<String> classes = shards.manifest().classes();
    return pictures(
        first(shards, data.test(), Shard::sample),
        (label, sample) -> picture(classes.get(label), sample, data));
  }

  private static List<FramePicture> ofImages(
      ShardSet shards, Recipe.Data data, Contents.Images contents) {
    List<String> classes = shards.manifest().classes();
    View view = data.image().orElse(ImageInput.PLAIN).scoring();
    ImageDecoding decoding = new ImageDecoding(contents, view);
    try (PictureReader reader = new PictureReader(PictureReader.CutShort.FILLED)) {
      return pictures(
          first(shards, data.test(), Shard::image),
          (label, image) -> picture(classes.get(label), image, decoding, reader));
    }
  }

  private static <T> List<FramePicture> pictures(
      Map<Integer, T> samples, BiFunction<Integer, T, FramePicture> draw) {
    return samples.entrySet().stream().map(e -> draw.apply(e.getKey(), e.getValue())).toList();
  }

  private static <T> Map<Integer, T> first(
      ShardSet shards, String split, BiFunction<Shard, Integer, T> sample) {
    Map<Integer, T> first = new TreeMap<>(Comparator.naturalOrder());
    for (ShardInfo info : shards.manifest().split(split).shards()) {
      List<Integer> labels = info.labels();
      if (labels.stream().anyMatch(l -> l < MOST_CLASSES && !first.containsKey(l))) {
        Shard shard = shards.read(info);
        for (int i = 0; i < labels.size(); i++) {
          if (labels.get(i) < MOST_CLASSES && !first.containsKey(labels.get(i))) {
            first.put(labels.get(i), sample.apply(shard, i));
          }
        }
      }
    }
    return first;
  }

  private static FramePicture picture(
      String title, EncodedImage image, ImageDecoding decoding, PictureReader reader) {
    Picture picture = new Picture();
    decoding.read(image, Key.of(0), reader, picture);
    return FramePicture.of(title, image.name(), picture);
  }

  private static FramePicture picture(String title, Sample sample, Recipe.Data data) {
    SensorGeometry pixels = data.reduction().apply(sample.events().geometry());
    FrameShape shape = FrameShape.events(data.timesteps(), 1, pixels);
    FloatBuffer frames = FloatBuffer.allocate(shape.size());
    EventStream seen = EventFilter.apply(data.filter(), sample.events());
    if (seen.size() > 0) {
      Framing.accumulate(seen, data.binning(), data.reduction(), shape, 0, frames);
    }
    return FramePicture.of(
        title, sample.id(), frames, data.timesteps(), pixels.height(), pixels.width());
  }
}
