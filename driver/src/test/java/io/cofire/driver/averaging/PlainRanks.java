package io.cofire.driver.averaging;

import io.cofire.data.Patience;
import io.cofire.data.batches.BatchPlan;
import io.cofire.data.batches.MinibatchLoader;
import io.cofire.driver.assembly.Assembly;
import io.cofire.driver.assembly.HostData;
import io.cofire.driver.assembly.Loading;
import io.cofire.driver.assembly.TrainingPlan;
import io.cofire.driver.checkpoint.CheckpointStore;
import io.cofire.driver.checkpoint.RunDirectory;
import io.cofire.driver.recipe.Recipe;
import io.cofire.driver.run.RunResult;
import io.cofire.ops.collective.Collective;
import io.cofire.ops.collective.LocalGroup;
import io.cofire.ops.network.Layout;
import io.cofire.ops.plan.StateForm;
import io.cofire.ops.rank.RankTrainer;
import io.cofire.ops.rank.TrainingState;
import io.cofire.ops.tensor.Device;
import io.cofire.ops.tensor.Engines;
import io.cofire.ops.tensor.Kernels;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntUnaryOperator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** The oracle: {@code sync: step}'s own trainer on the samples of averaging's workers. */
final class PlainRanks {

  private PlainRanks() {}

  /** What a worker of the recipe comes to when it trains alone on its own part of the batches. */
  static TrainingState alone(Recipe recipe, int worker, int steps) {
    TrainingPlan plan = plan(recipe);
    Collective single = LocalGroup.of(1, Patience.LIMIT).collective(0);
    return train(plan, worker, single, step -> plan.batchOf(worker), steps);
  }

  /** What so many ranks come to together, in {@code sync: step}. */
  static TrainingState together(Recipe recipe, int ranks, int steps) {
    TrainingPlan averaging = plan(recipe);
    TrainingPlan plan =
        new TrainingPlan(
            recipe,
            ranks,
            averaging.trained(),
            averaging.scored(),
            averaging.classes(),
            averaging.shards(),
            averaging.tested(),
            averaging.manifestHash());
    BatchPlan batches = plan.batches();
    IntUnaryOperator batch = step -> batches.batch(step % batches.stepsPerEpoch());
    LocalGroup group = LocalGroup.of(ranks, Patience.LIMIT);
    List<CompletableFuture<TrainingState>> states = new ArrayList<>();
    for (int rank = 0; rank < ranks; rank++) {
      Collective mine = group.collective(rank);
      int number = rank;
      states.add(CompletableFuture.supplyAsync(() -> train(plan, number, mine, batch, steps)));
    }
    return states.stream().map(CompletableFuture::join).toList().get(0);
  }

  private static TrainingState train(
      TrainingPlan plan, int rank, Collective collective, IntUnaryOperator of, int steps) {
    HostData data = HostData.open(plan, new Configuration(), new Loading(1 << 20, 1));
    try (Kernels kernels = Engines.open("nd4j", Device.CPU);
        collective;
        RankTrainer trainer = new RankTrainer(kernels, data.trainer(rank), collective);
        MinibatchLoader loader = data.training(rank, 0, 0)) {
      for (int step = 0; step < steps; step++) {
        trainer.step(loader.next(), of.applyAsInt(step));
      }
      return trainer.state();
    }
  }

  /** The mean of what the workers come to alone, weighed by their samples, in double precision. */
  static float[] mean(Recipe recipe, List<float[]> vectors) {
    TrainingPlan plan = plan(recipe);
    double[] sums = new double[vectors.get(0).length];
    for (int worker = 0; worker < vectors.size(); worker++) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += (double) plan.batchOf(worker) * vectors.get(worker)[i];
      }
    }
    float[] mean = new float[sums.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) (sums[i] / recipe.training().batch());
    }
    return mean;
  }

  /** The values of one name in a flat vector. */
  static float[] named(Layout layout, float[] flat, String name) {
    Layout.Entry entry =
        layout.entries().stream().filter(e -> e.name().equals(name)).findFirst().orElseThrow();
    int from = entry.offset();
    return Arrays.copyOfRange(flat, from, from + Math.toIntExact(entry.shape().elements()));
  }

  private static TrainingPlan plan(Recipe recipe) {
    return Assembly.of(recipe, HostData.shards(recipe, new Configuration()));
  }

  /** The state in a run's final checkpoint. */
  static TrainingState state(Recipe recipe, RunResult result) throws IOException {
    TrainingPlan plan = plan(recipe);
    StateForm form =
        StateForm.of(
            recipe.network(), plan.trained(), plan.classes(), recipe.training().optimizer());
    Path checkpoint = new Path(result.checkpoint());
    RunDirectory any = new RunDirectory(checkpoint.getParent().getParent().toString());
    return new CheckpointStore(new Configuration(), any)
        .state(checkpoint, form.parameters(), form.statistics());
  }
}
