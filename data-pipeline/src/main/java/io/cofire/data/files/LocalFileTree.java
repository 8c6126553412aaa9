package io.cofire.data.files;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

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
  public Listing listing() throws IOException {
    return LocalWalk.of(folder, FileNames.HERE);
  }

  @Override
  public InputStream open(String path) throws IOException {
    return new FileInputStream(folder.resolve(path).toFile());
  }
}
