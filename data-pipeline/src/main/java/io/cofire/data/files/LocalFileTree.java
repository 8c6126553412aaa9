package io.cofire.data.files;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The files below a local folder, without Hadoop.
 *
 * @param folder the folder; paths that are absolute are read as they are
 */
public record LocalFileTree(Path folder) implements FileTree {

  @Override
  public String root() {
    return folder.toString();
  }

  @Override
  public List<Entry> files() throws IOException {
    try (Stream<Path> inside = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      return inside
          .filter(Files::isRegularFile)
          .map(this::entry)
          .sorted(Comparator.comparing(Entry::path))
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private Entry entry(Path file) {
    String path =
        StreamSupport.stream(folder.relativize(file).spliterator(), false)
            .map(Path::toString)
            .collect(Collectors.joining("/"));
    return new Entry(path, file.toFile().length());
  }

  @Override
  public InputStream open(String path) throws IOException {
    return new FileInputStream(folder.resolve(path).toFile());
  }
}
