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

  /** What is scored. */
  enum Samples {
    /** The test split. */
    TESTED,
    /** What epochs are compared on. */
    VALIDATED
  }

  static Evaluation score(
      JavaSparkContext spark, AveragedModel model, Samples samples, Counting counting) {
    RunText run = model.run();
    int workers = model.plan().workers();
    TrainingState state = model.state();
    Broadcast<float[][]> weights =
        spark.broadcast(new float[][] {state.parameters(), state.statistics()});
    try {
      List<Integer> parts = IntStream.range(0, workers).boxed().toList();
      List<Evaluation> shares =
          spark
              .parallelize(parts, workers)
              .map(part -> share(run, part, samples, weights.value(), counting))
              .collect();
      return shares.stream().reduce(Evaluation::plus).orElseThrow();
    } finally {
      weights.destroy();
    }
  }

  private static Evaluation share(
      RunText run, int part, Samples samples, float[][] weights, Counting counting) {
    KeptRun kept = KeptRun.of(run);
    int batch = kept.plan().batchOf(0);
    try (KeptRun.Lease lease = kept.lease(batch);
        MinibatchLoader loader =
            samples == Samples.TESTED
                ? kept.data().testing(part, batch)
                : kept.data().validating(part, batch)) {
      return lease.network().score(weights[0], weights[1], loader, counting);
    }
  }
}
