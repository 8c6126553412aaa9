package io.cofire.driver.averaging;

import io.cofire.data.batches.EvaluationPlan;
import io.cofire.data.batches.EventSamples;
import io.cofire.data.batches.LoaderConfig;
import io.cofire.data.batches.MinibatchLoader;
import io.cofire.driver.run.EvaluationResult;
import io.cofire.driver.run.Operations;
import io.cofire.ops.plan.Blueprint;
import io.cofire.ops.rank.Counting;
import io.cofire.ops.rank.Evaluation;
import io.cofire.ops.rank.TrainerConfig;
import io.cofire.ops.rank.TrainingState;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** Scores weights on the test split: each worker a part, the parts added in order. */
final class Scoring {

  private Scoring() {}

  static EvaluationResult score(
      JavaSparkContext spark, SpikingLayer layer, TrainingState state, Counting counting) {
    int workers = layer.task().workers();
    Broadcast<float[][]> weights =
        spark.broadcast(new float[][] {state.parameters(), state.statistics()});
    try {
      List<Integer> parts = IntStream.range(0, workers).boxed().toList();
      List<Evaluation> shares =
          spark
              .parallelize(parts, workers)
              .map(part -> share(layer, part, weights.value(), counting))
              .collect();
      return result(layer.task(), shares, counting);
    } finally {
      weights.destroy();
    }
  }

  private static Evaluation share(
      SpikingLayer layer, int part, float[][] weights, Counting counting) {
    AveragingPlan task = layer.task();
    int batch = task.plan().rankBatch(0);
    EventSamples samples = IdleNetworks.samples(layer, task.recipe().data().test());
    EvaluationPlan plan = new EvaluationPlan(samples.size(), batch, task.workers());
    LoaderConfig config = LoaderConfig.of(task.scoredFrames(batch));
    try (IdleNetworks.Lease lease = IdleNetworks.lease(layer, batch);
        MinibatchLoader loader = new MinibatchLoader(samples, plan.batches(part), config)) {
      return lease.network().score(weights[0], weights[1], loader, counting);
    }
  }

  private static EvaluationResult result(
      AveragingPlan task, List<Evaluation> shares, Counting counting) {
    Evaluation all = shares.stream().reduce(Evaluation::plus).orElseThrow();
    return EvaluationResult.of(
        all,
        counting == Counting.SPIKES
            ? Optional.empty()
            : Optional.of(operations(task, all, counting)));
  }

  private static Operations operations(AveragingPlan task, Evaluation all, Counting counting) {
    TrainerConfig config = task.trainer(1);
    Blueprint blueprint = Blueprint.of(config.network(), config.scoring(), config.classes(), 1);
    return Operations.of(blueprint, config.scoring(), all, counting);
  }
}
