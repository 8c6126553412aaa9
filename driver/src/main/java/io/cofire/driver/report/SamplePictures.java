package io.cofire.driver.report;

import io.cofire.data.events.SensorGeometry;
import io.cofire.data.frames.FrameShape;
import io.cofire.data.frames.Framing;
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

/** A picture of the first recording of each class in the split that is scored. */
final class SamplePictures {

  private static final int MOST_CLASSES = 24;

  private SamplePictures() {}

  static List<FramePicture> of(ShardSet shards, Recipe.Data data) {
    Map<Integer, Sample> first = new TreeMap<>(Comparator.naturalOrder());
    for (ShardInfo info : shards.manifest().split(data.test()).shards()) {
      if (info.labels().stream().anyMatch(l -> l < MOST_CLASSES && !first.containsKey(l))) {
        collect(shards.read(info), info.labels(), first);
      }
    }
    List<String> classes = shards.manifest().classes();
    return first.entrySet().stream()
        .map(e -> picture(classes.get(e.getKey()), e.getValue(), data))
        .toList();
  }

  private static void collect(Shard shard, List<Integer> labels, Map<Integer, Sample> first) {
    for (int i = 0; i < labels.size(); i++) {
      int label = labels.get(i);
      if (label < MOST_CLASSES && !first.containsKey(label)) {
        first.put(label, shard.sample(i));
      }
    }
  }

  private static FramePicture picture(String title, Sample sample, Recipe.Data data) {
    SensorGeometry pixels = data.reduction().apply(sample.events().geometry());
    FrameShape shape = FrameShape.events(data.timesteps(), 1, pixels);
    FloatBuffer frames = FloatBuffer.allocate(shape.size());
    Framing.accumulate(sample.events(), data.binning(), data.reduction(), shape, 0, frames);
    return FramePicture.of(
        title, sample.id(), frames, data.timesteps(), pixels.height(), pixels.width());
  }
}
