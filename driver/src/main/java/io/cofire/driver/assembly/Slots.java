package io.cofire.driver.assembly;

import io.cofire.driver.run.TrainingException;
import java.time.Duration;
import java.util.Locale;
import org.apache.spark.SparkContext;

/**
 * Counts what the cluster can run at once. A barrier stage that does not fit would wait for minutes
 * and then fail without numbers.
 *
 * @param executors live executors; 1 where driver and executor are one process
 * @param tasks tasks that they can run at once
 */
public record Slots(int executors, int tasks) {

  private static final long POLL_MILLIS = 100;
  private static final long SETTLED_MILLIS = 2_000;

  static Slots count(SparkContext spark) {
    if (spark.isStopped()) {
      throw new TrainingException(
          "Cannot go on: Spark has ended the application (its master has removed it, or does not answer); give the same command again, it goes on from the newest checkpoint");
    }
    int listed = spark.statusTracker().getExecutorInfos().length;
    int executors = spark.isLocal() ? 1 : Math.max(0, listed - 1); // the driver is listed too
    int tasks =
        spark.maxNumConcurrentTasks(spark.resourceProfileManager().defaultResourceProfile());
    return new Slots(Math.min(executors, tasks), tasks);
  }

  /**
   * Waits for executors, where more can come, and decides the number of hosts.
   *
   * @param ranks W
   * @param wanted H as configured; 0 for as many as there are, at most W
   * @param wait {@code spark.cofire.slotsWait}
   * @throws TrainingException if there are too few, saying how many are needed and available
   */
  public static int hosts(SparkContext spark, int ranks, int wanted, Duration wait) {
    long start = System.nanoTime();
    long changed = start;
    Slots slots = count(spark);
    while (!spark.isLocal() && !slots.enough(ranks, wanted)) {
      long now = System.nanoTime();
      boolean settled =
          wanted == 0 && slots.tasks > 0 && now - changed > SETTLED_MILLIS * 1_000_000;
      if (settled || now - start > wait.toNanos()) {
        break;
      }
      sleep();
      Slots next = count(spark);
      changed = next.equals(slots) ? changed : System.nanoTime();
      slots = next;
    }
    return slots.choose(ranks, wanted, wait);
  }

  private boolean enough(int ranks, int wanted) {
    return wanted > 0 ? tasks >= wanted : executors >= ranks;
  }

  private int choose(int ranks, int wanted, Duration waited) {
    int hosts = wanted > 0 ? wanted : Math.min(ranks, Math.max(executors, Math.min(1, tasks)));
    if (hosts < 1 || tasks < hosts) {
      throw new TrainingException(
          String.format(
              Locale.ROOT,
              "Cannot start the job: %d task slots required (one per host), %d available on %d executors within %s s; start more executors, set spark.cofire.hosts to a smaller number, or set spark.cofire.slotsWait to a longer wait where executors start slowly",
              Math.max(1, hosts),
              tasks,
              executors,
              seconds(waited)));
    }
    return hosts;
  }

  /**
   * Waits, after a failure, until as many hosts can run as before, and takes what there is if they
   * do not come back.
   *
   * @param ranks W
   * @param wanted H as configured; 0 for as many as there are, at most W
   * @param before H of the attempt that failed
   * @throws TrainingException if nothing is left
   * @see #hosts
   */
  public static int hostsLeft(
      SparkContext spark, int ranks, int wanted, int before, Duration wait) {
    long start = System.nanoTime();
    Slots slots = count(spark);
    while (!spark.isLocal() && slots.tasks < before && System.nanoTime() - start < wait.toNanos()) {
      sleep();
      slots = count(spark);
    }
    if (slots.tasks == 0) {
      throw new TrainingException(
          String.format(
              Locale.ROOT,
              "Cannot go on: no executor is left, and none has come within %s s (spark.cofire.slotsWait); give the same command again, it goes on from the newest checkpoint. A master that was restarted does not know this application any more",
              seconds(wait)));
    }
    return slots.choose(ranks, Math.min(wanted, slots.tasks), wait);
  }

  private static String seconds(Duration wait) {
    return String.format(Locale.ROOT, "%.0f", wait.toMillis() / 1000.0);
  }

  private static void sleep() {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TrainingException("Interrupted while waiting for executors", e);
    }
  }
}
