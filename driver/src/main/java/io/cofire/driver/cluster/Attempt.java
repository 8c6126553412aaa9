package io.cofire.driver.cluster;

import io.cofire.data.errors.Diagnosed;
import io.cofire.data.errors.Diagnosis;
import io.cofire.driver.exchange.Placement;
import io.cofire.driver.run.TaskFailure;
import io.cofire.driver.run.TrainingException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.RDD;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** One barrier stage, from its submission to its result or failure. */
final class Attempt {

  private static final long EVENTS_MILLIS = 5_000;
  private static final long POLL_MILLIS = 50;

  /** A task that was told to stop has this long until its executor is taken for stuck. */
  private static final Duration STOP_LIMIT = Duration.ofSeconds(7);

  /** Where the driver is the executor, which cannot be replaced. */
  private static final Duration LOCAL_STOP_LIMIT = Duration.ofSeconds(60);

  private final SparkContext spark;
  private final JobSpec spec;
  private final ReportAccumulator report = new ReportAccumulator();
  private final AttemptListener listener;

  private Attempt(SparkContext spark, JobSpec spec, Consumer<Report> reports) {
    this.spark = spark;
    this.spec = spec;
    spark.register(report, "cofire.progress");
    Placement placement = new Placement(spec.recipe().training().ranks(), spec.hosts());
    String name = spec.run() + "/" + spec.attempt();
    this.listener = new AttemptListener(name, placement, report.id(), reports);
    spark.setLocalProperty(AttemptListener.PROPERTY, name);
  }

  /** An attempt that failed. */
  static final class FailedException extends Exception implements Diagnosed {

    private static final long serialVersionUID = 1L;

    private final Diagnosis diagnosis;
    private final String silent;

    FailedException(String message, Diagnosis diagnosis, Optional<String> silent, Throwable cause) {
      super(message, cause);
      this.diagnosis = diagnosis;
      this.silent = silent.orElse("");
    }

    /** The executor that others of the attempt could not talk to. */
    Optional<String> silent() {
      return Optional.of(silent).filter(executor -> !executor.isEmpty());
    }

    @Override
    public Diagnosis diagnosis() {
      return diagnosis;
    }
  }

  /**
   * Runs an attempt.
   *
   * @param places the executors to run on, none for any
   * @param reports takes rank 0's reports
   * @return rank 0's result
   */
  static RankResult run(
      SparkContext spark, JobSpec spec, List<String> places, Consumer<Report> reports)
      throws FailedException {
    Attempt attempt = new Attempt(spark, spec, reports);
    spark.addSparkListener(attempt.listener);
    spark.setInterruptOnCancel(true); // else ranks of a cancelled stage would hold their slots
    try {
      RankResult result = attempt.submit(places);
      attempt.drain();
      reports.accept(attempt.report.value());
      return result;
    } catch (Exception e) { // Spark throws checked exceptions that it does not declare
      attempt.drain();
      String stuck = attempt.replaceStuckExecutors();
      TaskFailure failure = attempt.listener.failure(e);
      throw new FailedException(
          failure.getMessage() + stuck, failure.diagnosis(), attempt.listener.silent(), e);
    } finally {
      spark.removeSparkListener(attempt.listener);
      spark.setLocalProperty(AttemptListener.PROPERTY, null);
    }
  }

  private RankResult submit(List<String> places) {
    if (spark.isLocal()) {
      BarrierTimer.endWithTheProgram();
    }
    RDD<Integer> parts = Whereabouts.partitions(spark, spec.hosts(), places);
    ClassTag<RankResult> tag = ClassTag$.MODULE$.apply(RankResult.class);
    HostTask task = new HostTask(spec, report);
    RDD<RankResult> results = parts.barrier().mapPartitions(task, false, tag);
    return RankResult.of(JavaRDD.fromRDD(results, tag).collect());
  }

  /**
   * Waits until every task of the failed stage has ended, so that a new attempt finds its slots
   * free. An executor that does not answer, such as one whose process is stopped, would hold its
   * slot until Spark misses its heartbeats: it is given up and another one asked for.
   *
   * @return what was done about it, in words to append
   */
  private String replaceStuckExecutors() {
    Duration limit = spark.isLocal() ? LOCAL_STOP_LIMIT : STOP_LIMIT;
    long end = System.nanoTime() + limit.toNanos();
    while (!listener.busy().isEmpty() && System.nanoTime() < end) {
      sleep();
    }
    StringBuilder said = new StringBuilder();
    for (String executor : listener.busy()) {
      said.append(
          String.format(
              Locale.ROOT,
              "; executor %s (%s) has not stopped its task within %d s%s",
              executor,
              listener.ranks(executor),
              limit.toSeconds(),
              replace(executor) ? " and is replaced" : ""));
    }
    return said.toString();
  }

  private boolean replace(String executor) {
    return !spark.isLocal() && spark.killAndReplaceExecutor(executor);
  }

  /** Waits for what the tasks said before they ended. */
  private void drain() {
    try {
      spark.listenerBus().waitUntilEmpty(EVENTS_MILLIS);
    } catch (TimeoutException e) {
      // The reports that are missing are for people to read; the result does not need them.
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TrainingException("Interrupted while the tasks of a failed attempt stop", e);
    }
  }
}
