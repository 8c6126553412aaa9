package io.cofire.driver.cluster;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.SparkConf;

/** What the training job needs of Spark's configuration, and its own keys in it. */
public final class ClusterSettings {

  private static final Map<String, String> REQUIRED =
      new TreeMap<>(
          Map.of(
              "spark.task.reaper.enabled", "true", // a killed task must give its slot back
              "spark.barrier.sync.timeout", "120", // seconds; Spark waits a year by default
              "spark.locality.wait", "0", // all tasks of the stage start at once or not at all
              "spark.speculation", "false", // a second copy of a rank would be a stranger
              "spark.dynamicAllocation.enabled", "false", // barrier stages refuse it
              "spark.executor.heartbeatInterval", "5s", // progress travels with heartbeats
              "spark.network.timeoutInterval", "10s", // and those that are missed are looked for
              "spark.executorEnv.OMP_NUM_THREADS", "1")); // part of the result, to the bit

  private ClusterSettings() {}

  /** Settings that a session must be started with, each with the value that works. */
  public static Map<String, String> required() {
    return Map.copyOf(REQUIRED);
  }

  /** Longest wait of one collective call, {@code spark.cofire.deadline}. */
  static Duration deadline(SparkConf conf) {
    return Duration.ofMillis(conf.getTimeAsMs("spark.cofire.deadline", "120s"));
  }

  /** Failed attempts in a row, without a new checkpoint, that end a run. */
  static int maxRestarts(SparkConf conf) {
    return conf.getInt("spark.cofire.maxRestarts", 3);
  }
}
