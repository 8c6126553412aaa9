package io.cofire.driver.cluster;

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
    this.train = samples(shards, data.train(), cacheBytes);
    this.test = samples(shards, data.test(), cacheBytes);
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

  private EventSamples samples(ShardSet shards, String split, long cacheBytes) {
    Recipe.Data data = recipe.data();
    return new EventSamples(
        new ShardCache(shards, split, cacheBytes),
        data.binning(),
        data.reduction(),
        data.timesteps(),
        recipe.augmenter(split));
  }

  /** Names the prepared data in checkpoints. */
  String manifestHash() {
    return manifest.sha256();
  }

  BatchPlan plan() {
    return plan;
  }

  /** A trainer for minibatches of {@link #training}, whose scores are of {@link #testing}. */
  TrainerConfig trainer(int rank) {
    return trainer(rank, train.minibatchTimesteps());
  }

  /** A trainer that only scores. */
  TrainerConfig scorer(int rank) {
    return trainer(rank, test.minibatchTimesteps());
  }

  private TrainerConfig trainer(int rank, int trainedTimesteps) {
    Recipe.Training training = recipe.training();
    InputShape scoring =
        new InputShape(
            test.minibatchTimesteps(), FrameShape.POLARITIES, pixels.height(), pixels.width());
    return new TrainerConfig(
        recipe.network(),
        scoring.withTimesteps(trainedTimesteps),
        scoring,
        manifest.classes().size(),
        plan.rankBatch(rank),
        training.normSync(),
        training.loss(),
        training.optimizer(),
        training.schedule(),
        plan.stepsPerEpoch(),
        training.epochs(),
        recipe.seed(),
        recipe.run().recompute());
  }

  /** Training minibatches of a rank from a place in the run to its end. */
  MinibatchLoader training(int rank, int epoch, int step) {
    return new MinibatchLoader(
        train, plan.from(rank, epoch, step, recipe.training().epochs()), loading(train, rank));
  }

  /** A rank's share of the test split. */
  MinibatchLoader testing(int rank) {
    EvaluationPlan share =
        new EvaluationPlan(test.size(), plan.rankBatch(rank), recipe.training().ranks());
    return new MinibatchLoader(test, share.batches(rank), loading(test, rank));
  }

  private LoaderConfig loading(EventSamples samples, int rank) {
    return LoaderConfig.of(
        FrameShape.events(samples.minibatchTimesteps(), plan.rankBatch(rank), pixels));
  }
}
