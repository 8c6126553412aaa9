package io.cofire.tests.hdfs;

import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.hdfs.server.namenode.AuditLogger;

/** Counts at the name node which files are opened; the name node makes one of its own. */
public final class NameNodeOpens implements AuditLogger {

  private static final Map<String, Integer> OPENED = new ConcurrentHashMap<>();

  /** For the name node. */
  public NameNodeOpens() {}

  /** How often each file was opened since the last call, by its path. */
  public static Map<String, Integer> take() {
    Map<String, Integer> opened = Map.copyOf(OPENED);
    OPENED.clear();
    return opened;
  }

  @Override
  public void initialize(Configuration configuration) {}

  @Override
  public void logAuditEvent(
      boolean succeeded,
      String user,
      InetAddress address,
      String command,
      String source,
      String target,
      FileStatus status) {
    if (command.equals("open")) {
      OPENED.merge(source, 1, Integer::sum);
    }
  }
}
