package io.cofire.tests.yarn;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.server.MiniYARNCluster;

/**
 * YARN on this machine: a resource manager and node managers in this process, and each container a
 * process of its own. {@link #close} ends them all.
 */
public final class MiniYarn implements AutoCloseable {

  private static final int MEGABYTES = 8192;

  private final MiniYARNCluster cluster;
  private final Path settings;

  private MiniYarn(MiniYARNCluster cluster, Path settings) {
    this.cluster = cluster;
    this.settings = settings;
  }

  /**
   * Starts it.
   *
   * @param folder for containers, logs and settings
   * @param nodes node managers
   * @param files its default file system, {@code hdfs://HOST:PORT}
   */
  public static MiniYarn start(Path folder, int nodes, String files) throws IOException {
    Files.createDirectories(folder);
    YarnConfiguration configuration = new YarnConfiguration();
    configuration.set("fs.defaultFS", files);
    configuration.set("yarn.scheduler.capacity.root.queues", "default");
    configuration.setInt("yarn.scheduler.capacity.root.default.capacity", 100);
    configuration.set("yarn.scheduler.capacity.maximum-am-resource-percent", "1.0");
    configuration.setInt(YarnConfiguration.RM_SCHEDULER_MINIMUM_ALLOCATION_MB, 128);
    configuration.setInt(YarnConfiguration.YARN_MINICLUSTER_NM_PMEM_MB, MEGABYTES);
    configuration.setBoolean(YarnConfiguration.NM_VMEM_CHECK_ENABLED, false);
    configuration.set(
        "yarn.nodemanager.disk-health-checker.max-disk-utilization-per-disk-percentage", "100.0");
    System.setProperty("test.build.data", folder.toString());
    MiniYARNCluster cluster = new MiniYARNCluster("cofire", 1, nodes, 1, 1);
    cluster.init(configuration);
    cluster.start();
    Path settings = Files.createDirectory(folder.resolve("conf"));
    Configuration started = cluster.getConfig();
    for (String file : new String[] {"core-site.xml", "yarn-site.xml"}) {
      try (OutputStream out = Files.newOutputStream(settings.resolve(file))) {
        started.writeXml(out);
      }
    }
    return new MiniYarn(cluster, settings);
  }

  /** What {@code HADOOP_CONF_DIR} names for a client. */
  public Path settings() {
    return settings;
  }

  /** The processes of executors that are alive. */
  public List<ProcessHandle> executors() {
    return ProcessHandle.current().descendants().filter(MiniYarn::isExecutor).toList();
  }

  private static boolean isExecutor(ProcessHandle process) {
    try {
      String command =
          Files.readString(
              Path.of("/proc", String.valueOf(process.pid()), "cmdline"), StandardCharsets.UTF_8);
      return !command.startsWith("/bin/bash")
          && !command.startsWith("bash")
          && command.contains("\0--executor-id\0");
    } catch (IOException e) {
      return false; // it has just ended
    }
  }

  @Override
  public void close() {
    cluster.stop();
  }
}
