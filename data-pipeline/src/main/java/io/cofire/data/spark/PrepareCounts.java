package io.cofire.data.spark;

import java.io.Serializable;
import org.apache.spark.SparkContext;
import org.apache.spark.util.LongAccumulator;

/** How far a preparation has come: executors add, the driver reports. Images have no events. */
record PrepareCounts(LongAccumulator recordings, LongAccumulator events, LongAccumulator rejected)
    implements Serializable {

  static PrepareCounts in(SparkContext spark) {
    return new PrepareCounts(
        spark.longAccumulator("recordings"),
        spark.longAccumulator("events"),
        spark.longAccumulator("rejected"));
  }

  /** Counts what an earlier run has finished. */
  void add(ShardOutcome outcome) {
    recordings.add(outcome.recordings());
    events.add(outcome.events());
    rejected.add(outcome.rejected().size());
  }

  void addSample(long sampleEvents) {
    recordings.add(1);
    events.add(sampleEvents);
  }

  void addDropped() {
    recordings.add(1);
  }

  void addRejected() {
    recordings.add(1);
    rejected.add(1);
  }

  /** A task that was lost and done again counts twice; the report does not. */
  void report(PrepareProgress progress, long total) {
    long done = total == 0 ? recordings.value() : Math.min(total, recordings.value());
    progress.update(done, total, events.value(), rejected.value());
  }
}
