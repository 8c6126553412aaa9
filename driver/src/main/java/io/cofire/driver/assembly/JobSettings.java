package io.cofire.driver.assembly;

import java.time.Duration;
import org.apache.spark.SparkConf;

/** Cofire's keys in Spark's configuration that both modes read. */
public final class JobSettings {

  private JobSettings() {}

  /** H as configured, {@code spark.cofire.hosts}; 0 for as many as there are. */
  public static int hosts(SparkConf conf) {
    return conf.getInt("spark.cofire.hosts", 0);
  }

  /** Longest wait for executors before a job is given up, {@code spark.cofire.slotsWait}. */
  public static Duration slotsWait(SparkConf conf) {
    return Duration.ofMillis(conf.getTimeAsMs("spark.cofire.slotsWait", "120s"));
  }

  /**
   * Packed recordings that a process keeps in memory, for each split: {@code spark.cofire.cache}.
   */
  public static long cacheBytes(SparkConf conf) {
    return conf.getSizeAsBytes("spark.cofire.cache", "1g");
  }

  /**
   * Threads of a rank that make minibatches, {@code spark.cofire.loaderThreads}: by default the
   * rank's share of its task's cores.
   *
   * @param ranks of one task
   */
  public static int loaderThreads(SparkConf conf, int ranks) {
    int cores = conf.getInt("spark.task.cpus", 1);
    return conf.getInt("spark.cofire.loaderThreads", Math.max(1, cores / ranks));
  }
}
