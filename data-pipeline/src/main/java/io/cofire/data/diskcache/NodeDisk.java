package io.cofire.data.diskcache;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The caches of this process, one for each folder; they leave with it. */
public final class NodeDisk {

  private static final Logger LOG = LoggerFactory.getLogger(NodeDisk.class);
  private static final Map<Path, Optional<DiskCache>> OPEN = new ConcurrentHashMap<>();

  private NodeDisk() {}

  /**
   * The cache of an application in a folder of this machine.
   *
   * @param parent where it lies
   * @param application whose processes share it
   * @param limitBytes of all that is kept
   * @return empty if the disk does not take it, which is told in the log
   */
  public static Optional<DiskCache> cache(Path parent, String application, long limitBytes) {
    return OPEN.computeIfAbsent(
        parent.resolve(application), key -> open(parent, application, limitBytes));
  }

  private static Optional<DiskCache> open(Path parent, String application, long limitBytes) {
    try {
      SharedFolder folder = SharedFolder.open(parent, application);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> leave(folder), "disk-cache-end"));
      return Optional.of(new DiskCache(folder.path(), limitBytes));
    } catch (IOException | IllegalStateException e) { // or the process ends already
      LOG.warn("{} takes no cache ({}); data is read from where it lies", parent, e.toString());
      return Optional.empty();
    }
  }

  private static void leave(SharedFolder folder) {
    try {
      folder.close();
    } catch (IOException e) {
      // whoever opens one beside it next deletes it
    }
  }
}
