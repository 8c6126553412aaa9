package io.cofire.driver.assembly;

import io.cofire.data.diskcache.DiskCache;
import io.cofire.data.diskcache.NodeDisk;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.SparkConf;
import org.apache.spark.util.Utils;

/**
 * How a process loads prepared data; no part of any result.
 *
 * @param memoryBytes packed events or encoded images to keep in memory, for each split
 * @param threads of each rank that make minibatches
 * @param disk keeps what was fetched
 */
public record Loading(long memoryBytes, int threads, Optional<DiskCache> disk) {

  /** Without a disk. */
  public Loading(long memoryBytes, int threads) {
    this(memoryBytes, threads, Optional.empty());
  }

  /**
   * As Spark's configuration has it, in the process that loads.
   *
   * @param ranks of one task
   */
  public static Loading of(SparkConf conf, int ranks) {
    return new Loading(
        JobSettings.cacheBytes(conf), JobSettings.loaderThreads(conf, ranks), disk(conf));
  }

  /** The disk's cache lies where Spark's own files do, which every executor of the node shares. */
  private static Optional<DiskCache> disk(SparkConf conf) {
    OptionalLong limit = JobSettings.diskCacheBytes(conf);
    if (limit.isEmpty()) {
      return Optional.empty();
    }
    Path parent = Path.of(Utils.getConfiguredLocalDirs(conf)[0]);
    return NodeDisk.cache(parent, conf.getAppId(), limit.getAsLong());
  }
}
