package io.cofire.driver.averaging;

import io.cofire.data.spark.LocalSpark;
import org.apache.spark.sql.SparkSession;

/** Spark in this process, as averaging needs it. */
final class Sessions {

  private Sessions() {}

  /**
   * Starts one.
   *
   * @param master such as {@code local[2]}
   */
  static SparkSession start(String master) {
    return SparkSession.builder()
        .config(AveragingJob.configure(LocalSpark.conf(master)))
        .getOrCreate();
  }
}
