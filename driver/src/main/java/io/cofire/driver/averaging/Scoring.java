package io.cofire.driver.averaging;

import io.cofire.data.batches.MinibatchLoader;
import io.cofire.ops.rank.Counting;
import io.cofire.ops.rank.Evaluation;
import io.cofire.ops.rank.TrainingState;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** Scores weights on the test split: each worker a part, the parts added in order. */
final class Scoring {

  private Scoring() {}

  static Evaluation score(
      JavaSparkContext spark, RunText run, int workers, TrainingState state, Counting counting) {
    Broadcast<float[][]> weights =
        spark.broadcast(new float[][] {state.parameters(), state.statistics()});
    try {
      List<Integer> parts = IntStream.range(0, workers).boxed().toList();
      List<Evaluation> shares =
          spark
              .parallelize(parts, workers)
              .map(part -> share(run, part, weights.value(), counting))
              .collect();
      return shares.stream().reduce(Evaluation::plus).orElseThrow();
    } finally {
      weights.destroy();
    }
  }

  private static Evaluation share(RunText run, int part, float[][] weights, Counting counting) {
    KeptRun kept = KeptRun.of(run);
    int batch = kept.plan().batchOf(0);
    try (KeptRun.Lease lease = kept.lease(batch);
        MinibatchLoader loader = kept.data().testing(part, batch)) {
      return lease.network().score(weights[0], weights[1], loader, counting);
    }
  }
}
