package io.cofire.data.datasets;

import io.cofire.data.files.FileTree;
import io.cofire.data.files.Listing;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;

/** Files in memory. */
final class MemoryTree implements FileTree {

  private final TreeMap<String, byte[]> files = new TreeMap<>();

  MemoryTree with(String path, String text) {
    return with(path, text.getBytes(StandardCharsets.UTF_8));
  }

  MemoryTree with(String path, byte[] bytes) {
    files.put(path, bytes);
    return this;
  }

  /** Many files of five bytes; the number goes into the pattern. */
  MemoryTree with(String pattern, int from, int to) {
    for (int i = from; i < to; i++) {
      with(pattern.formatted(i), "12345");
    }
    return this;
  }

  @Override
  public String root() {
    return "memory";
  }

  @Override
  public Listing listing() {
    return Listing.of(
        files.entrySet().stream().map(e -> new Entry(e.getKey(), e.getValue().length)).toList());
  }

  @Override
  public InputStream open(String path) throws IOException {
    if (!files.containsKey(path)) {
      throw new FileNotFoundException(path);
    }
    return new ByteArrayInputStream(files.get(path));
  }
}
