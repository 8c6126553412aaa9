package io.cofire.driver.cluster;

import io.cofire.data.Patience;
import io.cofire.data.spark.LocalSpark;
import org.apache.spark.sql.SparkSession;

/** A session in the test's process, as training step by step needs it. */
final class LocalSession {

  private LocalSession() {}

  /**
   * What starts one.
   *
   * @param master such as {@code local[2]}
   */
  static SparkSession.Builder builder(String master) {
    SparkSession.Builder builder =
        SparkSession.builder()
            .config(LocalSpark.conf(master))
            .config("spark.cofire.deadline", Patience.SETTING);
    ClusterSettings.required().forEach(builder::config);
    return builder;
  }
}
