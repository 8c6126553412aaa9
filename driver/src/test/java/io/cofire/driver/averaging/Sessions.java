package io.cofire.driver.averaging;

import org.apache.spark.SparkConf;
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
    SparkConf conf =
        new SparkConf()
            .setMaster(master)
            .setAppName("averaging")
            .set("spark.ui.enabled", "false")
            .set("spark.driver.host", "127.0.0.1")
            .set("spark.driver.bindAddress", "127.0.0.1");
    return SparkSession.builder().config(AveragingJob.configure(conf)).getOrCreate();
  }
}
