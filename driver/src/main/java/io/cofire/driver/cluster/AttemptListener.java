package io.cofire.driver.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.ExceptionFailure;
import org.apache.spark.ExecutorLostFailure;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import scala.Tuple4;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/** Hears, on Spark's listener bus, what an attempt's tasks report and how they end. */
final class AttemptListener extends SparkListener {

  private final long accumulator;
  private final Consumer<Report> reports;
  private final List<String> failures = new ArrayList<>();
  private final List<String> losses = new ArrayList<>();

  /**
   * Listens for one attempt.
   *
   * @param accumulator id of its report accumulator
   * @param reports takes rank 0's reports as heartbeats bring them
   */
  AttemptListener(long accumulator, Consumer<Report> reports) {
    this.accumulator = accumulator;
    this.reports = reports;
  }

  @Override
  public void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate update) {
    for (Tuple4<Object, Object, Object, Seq<AccumulableInfo>> task :
        JavaConverters.seqAsJavaListConverter(update.accumUpdates()).asJava()) {
      for (AccumulableInfo info : JavaConverters.seqAsJavaListConverter(task._4()).asJava()) {
        if (info.id() == accumulator
            && info.update().isDefined()
            && info.update().get() instanceof Report report) {
          reports.accept(report);
        }
      }
    }
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
    if (end.reason() instanceof ExceptionFailure thrown) {
      failures.add(
          thrown.className().equals(RankFailure.class.getName())
              ? thrown.description()
              : thrown.className() + ": " + thrown.description());
    } else if (end.reason() instanceof ExecutorLostFailure lost) {
      String host = end.taskInfo() == null ? "an unknown host" : end.taskInfo().host();
      String why = lost.reason().isDefined() ? lost.reason().get() : "no reason given";
      losses.add("Executor %s on %s was lost: %s".formatted(lost.execId(), host, why.strip()));
    }
  }

  /** What the tasks died of: the reason that no new attempt can mend, if one has such. */
  synchronized String failure(String otherwise) {
    for (String failure : failures) {
      if (Causes.isPermanent(failure)) {
        return failure;
      }
    }
    List<String> all = new ArrayList<>(losses);
    if (!failures.isEmpty()) {
      all.add(failures.get(0));
    }
    return all.isEmpty() ? otherwise : String.join("; ", all);
  }
}
