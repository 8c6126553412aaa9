package io.cofire.data.spark;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** The local disk as {@code counted:///}, which counts how often each file is opened. */
public final class CountedFileSystem extends RawLocalFileSystem {

  private static final Map<String, Integer> OPENED = new ConcurrentHashMap<>();

  /** Makes the scheme known. */
  static void register(Configuration configuration) {
    configuration.set("fs.counted.impl", CountedFileSystem.class.getName());
  }

  /** Names of the files that were opened since the last call, and how often. */
  static Map<String, Integer> takeOpened() {
    Map<String, Integer> opened = Map.copyOf(OPENED);
    OPENED.clear();
    return opened;
  }

  @Override
  public URI getUri() {
    return URI.create("counted:///");
  }

  @Override
  public FSDataInputStream open(Path path, int bufferBytes) throws IOException {
    OPENED.merge(path.getName(), 1, Integer::sum);
    return super.open(path, bufferBytes);
  }
}
