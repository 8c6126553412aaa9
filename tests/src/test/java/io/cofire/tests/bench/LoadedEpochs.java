package io.cofire.tests.bench;

import io.cofire.data.augment.Augmenter;
import io.cofire.data.augment.Movement;
import io.cofire.data.batches.BatchPlan;
import io.cofire.data.batches.ImageSamples;
import io.cofire.data.batches.LoaderConfig;
import io.cofire.data.batches.MinibatchLoader;
import io.cofire.data.frames.FrameShape;
import io.cofire.data.pictures.Normalisation;
import io.cofire.data.pictures.View;
import io.cofire.data.random.Key;
import io.cofire.data.readahead.ReadFigures;
import io.cofire.data.shards.ShardCache;
import io.cofire.data.shards.ShardSet;
import java.util.List;

/** Epochs of a split of images as training loads them, with nobody who computes. */
final class LoadedEpochs {

  private static final int SIDE = 224;

  private final ShardSet set;
  private final BatchPlan plan;
  private final ImageSamples samples;

  /**
   * Of a split.
   *
   * @param memory bytes to keep
   */
  LoadedEpochs(ShardSet set, String split, BatchPlan plan, long memory) {
    this.set = set;
    this.plan = plan;
    this.samples =
        new ImageSamples(
            new ShardCache(set, split, memory),
            set.manifest().images(),
            new View.RandomResizedCrop(SIDE),
            new Normalisation.ImageNet(),
            new Augmenter(List.of(new Movement.HorizontalFlip(0.5)), Key.of(1)));
  }

  /** Loads an epoch by one thread; returns how many samples it had. */
  int load(int epoch) {
    int loaded = 0;
    FrameShape shape = new FrameShape(1, plan.batch(), 3, SIDE, SIDE);
    try (MinibatchLoader loader =
        new MinibatchLoader(
            samples,
            plan.from(0, epoch, 0, epoch + 1),
            LoaderConfig.of(shape),
            samples.ahead(plan.stretches(0, epoch, 0, epoch + 1)))) {
      while (loader.hasNext()) {
        loaded += loader.next().size();
      }
    }
    return loaded;
  }

  ReadFigures reads() {
    return set.tally().figures();
  }
}
