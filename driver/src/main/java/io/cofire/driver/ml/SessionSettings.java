package io.cofire.driver.ml;

import io.cofire.data.errors.InvalidValue;
import io.cofire.driver.cluster.ClusterSettings;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;

/** A session that somebody else has started, without which no training on a cluster is safe. */
final class SessionSettings {

  private SessionSettings() {}

  /**
   * Refuses a cluster's session without the settings of a training; one process needs none.
   *
   * @throws InvalidValue naming all that are missing
   */
  static void require(SparkContext spark) {
    String missing = missing(spark.conf());
    if (!FitFolder.isOneProcess(spark) && !missing.isEmpty()) {
      throw new InvalidValue(
          "spark.master",
          spark.master(),
          "a training on it needs a session with "
              + missing
              + "; start it with --properties-file conf/spark-defaults.conf");
    }
  }

  /** The settings that are not there, as they must be; nothing if all are. */
  static String missing(SparkConf conf) {
    return ClusterSettings.required().entrySet().stream()
        .filter(one -> !conf.get(one.getKey(), "").equals(one.getValue()))
        .map(Map.Entry::toString)
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
