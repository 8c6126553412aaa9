package io.cofire.tests.hdfs;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.hdfs.protocol.HdfsConstants;

/**
 * HDFS on this machine: a name node and a data node in this process, which other processes reach
 * over the network. {@link #close} ends both.
 */
public final class MiniHdfs implements AutoCloseable {

  private final MiniDFSCluster cluster;

  private MiniHdfs(MiniDFSCluster cluster) {
    this.cluster = cluster;
  }

  /** Starts it, with its blocks below a local folder. */
  public static MiniHdfs start(java.nio.file.Path folder) throws IOException {
    Configuration configuration = new Configuration();
    configuration.set(
        MiniDFSCluster.HDFS_MINIDFS_BASEDIR, Files.createDirectories(folder).toString());
    configuration.setInt("dfs.replication", 1);
    configuration.set("dfs.namenode.audit.loggers", NameNodeOpens.class.getName());
    MiniDFSCluster cluster = new MiniDFSCluster.Builder(configuration).numDataNodes(1).build();
    cluster.waitActive();
    return new MiniHdfs(cluster);
  }

  /** {@code hdfs://HOST:PORT} and a path. */
  public String uri(String path) {
    return cluster.getURI().resolve(path).toString();
  }

  /** The file system. */
  public FileSystem files() throws IOException {
    return cluster.getFileSystem();
  }

  /** Lets a folder hold nothing, as a full disk would; makes the folder. */
  public void fill(String path) throws IOException {
    cluster.getFileSystem().mkdirs(new Path(path));
    cluster.getFileSystem().setQuota(new Path(path), HdfsConstants.QUOTA_DONT_SET, 1);
  }

  /** Lets it hold what the disk has room for. */
  public void free(String path) throws IOException {
    cluster
        .getFileSystem()
        .setQuota(new Path(path), HdfsConstants.QUOTA_DONT_SET, HdfsConstants.QUOTA_RESET);
  }

  /** Ends the data node and starts it again, with what it had stored. */
  public void restartDataNode() throws IOException {
    if (!cluster.restartDataNode(0)) {
      throw new IOException("Cannot restart the data node");
    }
    cluster.waitActive();
  }

  /** Copies a local folder to a path. */
  public void copy(java.nio.file.Path local, String path) throws IOException {
    files().copyFromLocalFile(new Path(local.toUri()), new Path(path));
  }

  /** Every file below a path, by its path below it. */
  public Map<String, byte[]> contents(String path) throws IOException {
    Map<String, byte[]> contents = new TreeMap<>();
    collect(new Path(path), "", contents);
    return contents;
  }

  private void collect(Path folder, String prefix, Map<String, byte[]> contents)
      throws IOException {
    for (FileStatus file : files().listStatus(folder)) {
      String name = prefix + file.getPath().getName();
      if (file.isDirectory()) {
        collect(file.getPath(), name + "/", contents);
      } else {
        byte[] bytes = new byte[Math.toIntExact(file.getLen())];
        try (var in = files().open(file.getPath())) {
          in.readFully(0, bytes);
        }
        contents.put(name, bytes);
      }
    }
  }

  @Override
  public void close() {
    cluster.shutdown(true);
  }
}
