package io.cofire.data.spark;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** The local disk, which counts how often each file is opened. */
public final class CountedFileSystem extends RawLocalFileSystem {

  private static final Map<String, Integer> OPENED = new ConcurrentHashMap<>();

  /** Puts it in the place of the local file system. */
  static void register(Configuration configuration) {
    configuration.set("fs.file.impl", CountedFileSystem.class.getName());
    configuration.setBoolean("fs.file.impl.disable.cache", true);
  }

  /** Names of the files that were opened since the last call, and how often. */
  static Map<String, Integer> takeOpened() {
    Map<String, Integer> opened = Map.copyOf(OPENED);
    OPENED.clear();
    return opened;
  }

  @Override
  public FSDataInputStream open(Path path, int bufferBytes) throws IOException {
    OPENED.merge(path.getName(), 1, Integer::sum);
    return super.open(path, bufferBytes);
  }
}
