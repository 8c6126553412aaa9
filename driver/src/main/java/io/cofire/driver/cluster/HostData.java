package io.cofire.driver.cluster;

import io.cofire.data.augment.Augmenter;
import io.cofire.data.batches.BatchPlan;
import io.cofire.data.batches.EvaluationPlan;
import io.cofire.data.batches.EventSamples;
import io.cofire.data.batches.LoaderConfig;
import io.cofire.data.batches.MinibatchLoader;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.frames.FrameShape;
import io.cofire.data.random.Key;
import io.cofire.data.shards.Manifest;
import io.cofire.data.shards.ShardCache;
import io.cofire.data.shards.ShardSet;
import io.cofire.driver.recipe.Recipe;
import io.cofire.ops.network.InputShape;
import io.cofire.ops.rank.TrainerConfig;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * The prepared data as a recipe uses it: shared by the ranks of a host, and opened on the driver
 * too, so that what does not fit is said before a job starts.
 */
final class HostData {

  private final Recipe recipe;
  private final Manifest manifest;
  private final SensorGeometry pixels; // size of the frames
  private final EventSamples train;
  private final EventSamples test;
  private final BatchPlan plan;

  private HostData(Recipe recipe, ShardSet shards, long cacheBytes) {
    Recipe.Data data = recipe.data();
    this.recipe = recipe;
    this.manifest = shards.manifest();
    this.pixels = data.reduction().apply(manifest.sensor());
    this.train = samples(new ShardCache(shards, data.train(), cacheBytes), augmenter(recipe));
    this.test = samples(new ShardCache(shards, data.test(), cacheBytes), Augmenter.NONE);
    Key key = Key.of(recipe.seed()).child("batches");
    Recipe.Training training = recipe.training();
    this.plan = new BatchPlan(key, train.size(), training.batch(), training.ranks());
    if (test.size() < training.ranks()) {
      throw new IllegalArgumentException(
          "Invalid training.ranks: %d (split %s has only %d samples to evaluate)"
              .formatted(training.ranks(), data.test(), test.size()));
    }
  }

  /** Opens the manifest; shards are read when their samples are. */
  static HostData open(Recipe recipe, Configuration hadoop, long cacheBytes) {
    return new HostData(
        recipe, ShardSet.open(hadoop, new Path(recipe.data().shards())), cacheBytes);
  }

  private EventSamples samples(ShardCache split, Augmenter augmenter) {
    return new EventSamples(split, recipe.data().binning(), recipe.data().reduction(), augmenter);
  }

  private static Augmenter augmenter(Recipe recipe) {
    return new Augmenter(recipe.data().augment(), Key.of(recipe.seed()).child("augment"));
  }

  /** Names the prepared data in checkpoints. */
  String manifestHash() {
    return manifest.sha256();
  }

  BatchPlan plan() {
    return plan;
  }

  TrainerConfig trainer(int rank) {
    Recipe.Training training = recipe.training();
    InputShape input =
        new InputShape(
            recipe.data().timesteps(), FrameShape.POLARITIES, pixels.height(), pixels.width());
    return new TrainerConfig(
        recipe.network(),
        input,
        input,
        manifest.classes().size(),
        plan.rankBatch(rank),
        training.loss(),
        training.optimizer(),
        training.schedule(),
        plan.stepsPerEpoch(),
        training.epochs(),
        recipe.seed());
  }

  /** Training minibatches of a rank from a place in the run to its end. */
  MinibatchLoader training(int rank, int epoch, int step) {
    return new MinibatchLoader(
        train, plan.from(rank, epoch, step, recipe.training().epochs()), loading(rank));
  }

  /** A rank's share of the test split. */
  MinibatchLoader testing(int rank) {
    EvaluationPlan share =
        new EvaluationPlan(test.size(), plan.rankBatch(rank), recipe.training().ranks());
    return new MinibatchLoader(test, share.batches(rank), loading(rank));
  }

  private LoaderConfig loading(int rank) {
    return LoaderConfig.of(
        FrameShape.events(recipe.data().timesteps(), plan.rankBatch(rank), pixels));
  }
}
