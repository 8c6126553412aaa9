package io.cofire.data.batches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cofire.data.Patience;
import io.cofire.data.augment.Augmentation;
import io.cofire.data.augment.Augmenter;
import io.cofire.data.augment.AutoAugment;
import io.cofire.data.augment.Draw;
import io.cofire.data.augment.Masking;
import io.cofire.data.augment.Mix;
import io.cofire.data.augment.MixUp;
import io.cofire.data.augment.Movement;
import io.cofire.data.augment.Occasion;
import io.cofire.data.frames.FrameShape;
import io.cofire.data.pictures.Normalisation;
import io.cofire.data.pictures.View;
import io.cofire.data.random.Key;
import io.cofire.data.shards.ShardCache;
import io.cofire.data.shards.ShardSet;
import io.cofire.data.shards.TinyImageShards;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageSamplesTest {

  private static final Key KEY = Key.of(6);
  private static final List<Augmentation> ALL =
      List.of(
          new Movement.HorizontalFlip(0.5),
          new Movement.Rotation(15),
          new AutoAugment(AutoAugment.Policy.CIFAR10),
          new Movement.Shift(2),
          new Masking.Cutout(6),
          new MixUp(1, Draw.SAMPLE));

  @TempDir Path folder;
  private ShardSet set;

  @BeforeEach
  void prepare() throws IOException {
    TinyImageShards.write(folder, 40, 6);
    set = ShardSet.open(new Configuration(false), new org.apache.hadoop.fs.Path(folder.toString()));
  }

  private ImageSamples samples(View view, List<Augmentation> steps) {
    return new ImageSamples(
        new ShardCache(set, "train", 1 << 20),
        set.manifest().images(),
        view,
        new Normalisation.ImageNet(),
        new Augmenter(steps, KEY));
  }

  @Test
  void oneThreadAndFourMakeTheSameMinibatchesBitForBit() {
    BatchPlan plan = new BatchPlan(KEY, 40, 16, 1);
    FrameShape shape = new FrameShape(1, 16, 3, 16, 16);
    List<float[]> one = load(plan.from(0, 0, 0, 3), shape, 1);
    List<float[]> four = load(plan.from(0, 0, 0, 3), shape, 4);
    assertThat(one).hasSize(6);
    for (int i = 0; i < one.size(); i++) {
      assertThat(four.get(i)).isEqualTo(one.get(i));
    }
    assertThat(one.get(0)).isNotEqualTo(one.get(2));
  }

  @Test
  void ranksShareTheBatchOfOneRankBitForBit() {
    float[] whole =
        load(new BatchPlan(KEY, 40, 16, 1).from(0, 0, 0, 1), new FrameShape(1, 16, 3, 16, 16), 2)
            .get(1);
    for (int ranks : new int[] {2, 4}) {
      BatchPlan plan = new BatchPlan(KEY, 40, 16, ranks);
      FrameShape shape = new FrameShape(1, 16 / ranks, 3, 16, 16);
      for (int rank = 0; rank < ranks; rank++) {
        float[] part = load(plan.from(rank, 0, 0, 1), shape, 3).get(1);
        for (int i = 0; i < part.length; i++) {
          assertThat(part[i]).isEqualTo(whole[rank * part.length + i]);
        }
      }
    }
  }

  private List<float[]> load(Iterator<PlannedBatch> plan, FrameShape shape, int threads) {
    List<float[]> batches = new ArrayList<>();
    LoaderConfig config = new LoaderConfig(shape, 2, Patience.LIMIT, threads);
    ImageSamples samples = samples(new View.RandomResizedCrop(16), ALL);
    try (MinibatchLoader loader = new MinibatchLoader(samples, plan, config)) {
      while (loader.hasNext()) {
        float[] values = new float[shape.size()];
        loader.next().input().get(0, values);
        batches.add(values);
      }
    }
    return batches;
  }

  @Test
  void aMixtureIsOfBothImages() {
    List<Augmentation> mix = List.of(new MixUp(1, Draw.SAMPLE));
    View view = new View.CentreCrop(8, 10);
    PlannedBatch batch = new PlannedBatch(0, 0, new int[] {3});
    Mix drawn = new Augmenter(mix, KEY).mix(new Occasion(0, 0, 3), 40);
    float[] mixed = write(samples(view, mix), batch);
    float[] own = write(samples(view, List.of()), batch);
    float[] other =
        write(samples(view, List.of()), new PlannedBatch(0, 0, new int[] {drawn.partner()}));
    for (int i = 0; i < mixed.length; i++) {
      float expected = drawn.share() * own[i] + (1 - drawn.share()) * other[i];
      assertThat(mixed[i]).isEqualTo(expected, within(1e-5f));
    }
    assertThat(mixed).isNotEqualTo(own);
  }

  private static float[] write(ImageSamples samples, PlannedBatch batch) {
    FloatBuffer target = FloatBuffer.allocate(3 * 8 * 8);
    samples.write(batch, 0, new FrameShape(1, 1, 3, 8, 8), target);
    return target.array();
  }

  @Test
  void imagesOfAnotherSizeAndChangesOfEventsAreRefused() {
    FrameShape shape = new FrameShape(1, 1, 3, 8, 8);
    PlannedBatch batch = new PlannedBatch(0, 0, new int[] {0});
    ImageSamples whole = samples(new View.Whole(), List.of());
    assertThatThrownBy(() -> whole.write(batch, 0, shape, FloatBuffer.allocate(192)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(
            "an image has \\[3,\\d+,\\d+] values, expected \\[3,8,8]; use a view with a size, such as random-resized-crop");
    assertThatThrownBy(() -> samples(new View.Whole(), List.of(new Masking.EventDrop(0.1))))
        .hasMessage(
            "Invalid data.augment: event-drop (must be a change of images: the data are images)");
  }

  @Test
  void aFailureOfAnyThreadReachesTheCaller() {
    BatchPlan plan = new BatchPlan(KEY, 40, 16, 1);
    LoaderConfig config = new LoaderConfig(new FrameShape(1, 16, 3, 9, 9), 2, Patience.LIMIT, 4);
    ImageSamples whole = samples(new View.Whole(), List.of());
    try (MinibatchLoader loader = new MinibatchLoader(whole, plan.from(0, 0, 0, 1), config)) {
      assertThatThrownBy(loader::next)
          .isInstanceOf(LoadingException.class)
          .hasMessageStartingWith("Cannot load the minibatch of epoch 0, step 0: an image has [3,");
    }
  }
}
