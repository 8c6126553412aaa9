package io.cofire.driver.cluster;

import io.cofire.data.errors.InvalidValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.SparkConf;

/** What the training job needs of Spark's configuration, and its own keys in it. */
public final class ClusterSettings {

  private static final String SPECULATION = "spark.speculation";
  private static final String DYNAMIC_ALLOCATION = "spark.dynamicAllocation.enabled";
  private static final Map<String, Needed> NEEDED =
      new TreeMap<>(
          Map.of(
              "spark.task.reaper.enabled",
              new Needed("true", "a killed task must give its slot back"),
              "spark.barrier.sync.timeout",
              new Needed("120", "a rank that never arrives must be an error within minutes"),
              "spark.locality.wait",
              new Needed("0", "all tasks of a barrier stage start at once or not at all"),
              SPECULATION,
              new Needed("false", "a second copy of a rank would be a stranger to the others"),
              DYNAMIC_ALLOCATION,
              new Needed("false", "a barrier stage needs all its executors from start to end"),
              "spark.executor.heartbeatInterval",
              new Needed("5s", "progress travels with heartbeats"),
              "spark.network.timeoutInterval",
              new Needed("10s", "heartbeats that are missed are looked for this often"),
              "spark.executorEnv.OMP_NUM_THREADS",
              new Needed("1", "the number of threads is part of the result, to the bit")));

  /** A value that works, and why it must be that one. */
  private record Needed(String value, String why) {}

  private ClusterSettings() {}

  /** Settings that a session must be started with, each with the value that works. */
  public static Map<String, String> required() {
    Map<String, String> required = new TreeMap<>();
    NEEDED.forEach((key, needed) -> required.put(key, needed.value()));
    return required;
  }

  /**
   * Sets them in a configuration that no session has been started with.
   *
   * @return what had another value, and why it cannot keep it; one line each
   */
  public static List<String> setRight(SparkConf conf) {
    List<String> told = new ArrayList<>();
    NEEDED.forEach(
        (key, needed) -> {
          String found = conf.get(key, needed.value());
          if (!found.equalsIgnoreCase(needed.value())) {
            told.add(
                String.format(
                    Locale.ROOT,
                    "%s is %s here and not %s: %s",
                    key,
                    needed.value(),
                    found,
                    needed.why()));
          }
          conf.set(key, needed.value());
        });
    return told;
  }

  /**
   * Refuses a session whose barrier stages cannot run, before Spark does so without a remedy.
   *
   * @throws InvalidValue naming the setting and the reason
   */
  static void require(SparkConf conf) {
    for (String key : List.of(DYNAMIC_ALLOCATION, SPECULATION)) {
      if (conf.getBoolean(key, false)) {
        throw new InvalidValue(key, "true", "must be false: " + NEEDED.get(key).why());
      }
    }
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
