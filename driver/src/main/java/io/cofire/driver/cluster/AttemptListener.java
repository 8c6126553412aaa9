package io.cofire.driver.cluster;

import io.cofire.data.errors.Causes;
import io.cofire.data.errors.Diagnosis;
import io.cofire.driver.exchange.Placement;
import io.cofire.driver.run.TaskFailure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.spark.ExceptionFailure;
import org.apache.spark.ExecutorLostFailure;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.apache.spark.scheduler.TaskInfo;
import scala.Tuple4;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/** Hears, on Spark's listener bus, what an attempt's tasks report and how they end. */
final class AttemptListener extends SparkListener {

  /** Local property of the submitting thread that tells this attempt's job from others. */
  static final String PROPERTY = "cofire.attempt";

  private final String attempt;
  private final Placement placement;
  private final long accumulator;
  private final Consumer<Report> reports;
  private final Set<Integer> stages = new HashSet<>();
  private final Map<Long, TaskInfo> running = new HashMap<>();
  private final List<TaskFailure> failures = new ArrayList<>();
  private final List<String> losses = new ArrayList<>();

  /**
   * Listens for one attempt.
   *
   * @param attempt value of {@link #PROPERTY}
   * @param placement which task holds which ranks
   * @param accumulator id of its report accumulator
   * @param reports takes rank 0's reports as heartbeats bring them
   */
  AttemptListener(String attempt, Placement placement, long accumulator, Consumer<Report> reports) {
    this.attempt = attempt;
    this.placement = placement;
    this.accumulator = accumulator;
    this.reports = reports;
  }

  @Override
  public synchronized void onJobStart(SparkListenerJobStart start) {
    if (start.properties() != null && attempt.equals(start.properties().getProperty(PROPERTY))) {
      JavaConverters.seqAsJavaListConverter(start.stageIds())
          .asJava()
          .forEach(stage -> stages.add((Integer) stage));
    }
  }

  @Override
  public synchronized void onTaskStart(SparkListenerTaskStart start) {
    if (stages.contains(start.stageId())) {
      running.put(start.taskInfo().taskId(), start.taskInfo());
    }
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
    if (!stages.contains(end.stageId()) || end.taskInfo() == null) {
      return;
    }
    running.remove(end.taskInfo().taskId());
    if (end.reason() instanceof ExceptionFailure thrown) {
      failures.add(failure(thrown));
    } else if (end.reason() instanceof ExecutorLostFailure lost) {
      losses.add(
          String.format(
              Locale.ROOT,
              "Executor %s on %s, with %s, was lost: %s",
              lost.execId(),
              end.taskInfo().host(),
              placement.describe(end.taskInfo().index()),
              lost.reason().isDefined() ? lost.reason().get().strip() : "no reason given"));
    }
  }

  /** Executors with a task of this attempt that has not ended. */
  synchronized Set<String> busy() {
    Set<String> executors = new TreeSet<>();
    running.values().forEach(task -> executors.add(task.executorId()));
    return executors;
  }

  /** The ranks of this attempt that an executor holds, in words. */
  synchronized String ranks(String executor) {
    List<String> ranks =
        running.values().stream()
            .filter(task -> task.executorId().equals(executor))
            .map(task -> placement.describe(task.index()) + " on " + task.host())
            .toList();
    return String.join(", ", ranks);
  }

  /**
   * Of two executors that could not talk to each other the one to do without: whom most others have
   * not heard from; of equals the later.
   */
  synchronized Optional<String> silent() {
    Map<String, Integer> accused = new TreeMap<>();
    for (TaskFailure failure : failures) {
      if (!failure.accused().isEmpty()) {
        accused.merge(failure.accused(), 1, Integer::sum);
      }
    }
    return accused.entrySet().stream()
        .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry::getKey))
        .map(Map.Entry::getKey);
  }

  /**
   * What a task threw. Spark brings the exception itself where driver and executor can write and
   * read it; of one that it cannot bring only the words are known.
   */
  private static TaskFailure failure(ExceptionFailure ended) {
    Throwable thrown = ended.exception().isDefined() ? ended.exception().get() : null;
    if (thrown instanceof TaskFailure failure) {
      return failure;
    }
    String message = ended.className() + ": " + ended.description();
    return new TaskFailure(
        message, thrown == null ? Diagnosis.STORAGE : Diagnosis.of(thrown, Diagnosis.STORAGE));
  }

  /**
   * What the tasks died of: the reason that no new attempt can mend, if one has such.
   *
   * @param otherwise what Spark threw, if no task has said anything
   */
  synchronized TaskFailure failure(Throwable otherwise) {
    for (TaskFailure failure : failures) {
      if (failure.diagnosis().failsAlike()) {
        return failure;
      }
    }
    if (losses.isEmpty()) {
      return failures.isEmpty()
          ? new TaskFailure(Causes.describe(otherwise), Diagnosis.of(otherwise, Diagnosis.STORAGE))
          : failures.get(0);
    }
    List<String> all = new ArrayList<>(losses);
    failures.stream().limit(1).forEach(failure -> all.add(failure.getMessage()));
    return new TaskFailure(String.join("; ", all), Diagnosis.STORAGE);
  }
}
