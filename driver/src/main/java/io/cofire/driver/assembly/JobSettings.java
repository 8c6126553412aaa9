package io.cofire.driver.assembly;

import java.time.Duration;
import java.util.OptionalLong;
import org.apache.spark.SparkConf;

/** Cofire's keys in Spark's configuration that both modes read. */
public final class JobSettings {

  private static final String DISK_CACHE = "spark.cofire.diskCache";
  private static final String OFF = "off";

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
   * What a node's disk keeps of what was fetched, {@code spark.cofire.diskCache}: by default it is
   * {@code off}, which is empty.
   */
  public static OptionalLong diskCacheBytes(SparkConf conf) {
    return conf.get(DISK_CACHE, OFF).equals(OFF)
        ? OptionalLong.empty()
        : OptionalLong.of(conf.getSizeAsBytes(DISK_CACHE));
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
