package io.cofire.driver.cluster;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.RDD;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** One barrier stage, from its submission to its result or failure. */
final class Attempt {

  private static final long EVENTS_MILLIS = 5_000;
  private static final Duration IDLE_WAIT = Duration.ofSeconds(60);

  private Attempt() {}

  /** An attempt that failed. */
  static final class FailedException extends Exception {

    private static final long serialVersionUID = 1L;

    FailedException(String message, Throwable cause) {
      super(message, cause);
    }

    /** Whether another attempt would fail alike. */
    boolean isPermanent() {
      return Causes.isPermanent(getMessage());
    }
  }

  /**
   * Runs an attempt.
   *
   * @param reports takes rank 0's reports
   * @return rank 0's result
   */
  static RankResult run(SparkContext spark, JobSpec spec, Consumer<Report> reports)
      throws FailedException {
    ReportAccumulator report = new ReportAccumulator();
    spark.register(report, "cofire.progress");
    AttemptListener listener = new AttemptListener(report.id(), reports);
    spark.addSparkListener(listener);
    spark.setInterruptOnCancel(true); // else ranks of a cancelled stage would hold their slots
    try {
      RankResult result = submit(spark, spec, new HostTask(spec, report));
      drain(spark);
      reports.accept(report.value());
      return result;
    } catch (Exception e) { // Spark throws checked exceptions that it does not declare
      Slots.awaitIdle(spark, IDLE_WAIT);
      drain(spark);
      throw new FailedException(listener.failure(Causes.describe(e)), e);
    } finally {
      spark.removeSparkListener(listener);
    }
  }

  private static RankResult submit(SparkContext spark, JobSpec spec, HostTask task) {
    List<Integer> hosts = IntStream.range(0, spec.hosts()).boxed().toList();
    JavaRDD<Integer> parts =
        JavaSparkContext.fromSparkContext(spark).parallelize(hosts, spec.hosts());
    ClassTag<RankResult> tag = ClassTag$.MODULE$.apply(RankResult.class);
    RDD<RankResult> results = parts.rdd().barrier().mapPartitions(task, false, tag);
    return JavaRDD.fromRDD(results, tag).collect().get(0);
  }

  /** Waits for what the tasks said before they ended. */
  private static void drain(SparkContext spark) {
    try {
      spark.listenerBus().waitUntilEmpty(EVENTS_MILLIS);
    } catch (TimeoutException e) {
      // The reports that are missing are for people to read; the result does not need them.
    }
  }
}
