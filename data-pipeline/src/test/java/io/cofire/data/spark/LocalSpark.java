package io.cofire.data.spark;

import org.apache.spark.SparkConf;

/** Spark in the test's process. */
public final class LocalSpark {

  private LocalSpark() {}

  /**
   * Its settings; it has no page and listens to this machine alone.
   *
   * @param master such as {@code local[2]}
   */
  public static SparkConf conf(String master) {
    return new SparkConf()
        .setMaster(master)
        .setAppName("test")
        .set("spark.ui.enabled", "false")
        .set("spark.driver.host", "127.0.0.1")
        .set("spark.driver.bindAddress", "127.0.0.1");
  }
}
