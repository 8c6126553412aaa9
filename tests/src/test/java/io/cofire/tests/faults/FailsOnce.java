package io.cofire.tests.faults;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Paths;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * The local disk under the scheme {@code fails-once}: the next file that any process opens cannot
 * be read if its folder has a file named {@code fault}, which is gone then.
 */
public final class FailsOnce extends RawLocalFileSystem {

  static final String SCHEME = "fails-once";
  static final String FAULT = "fault";

  @Override
  public URI getUri() {
    return URI.create(SCHEME + ":///");
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  protected void checkPath(Path path) {} // of whatever scheme: it is this disk

  @Override
  public FSDataInputStream open(Path path, int bufferBytes) throws IOException {
    if (Files.deleteIfExists(Paths.get(path.toUri().getPath()).resolveSibling(FAULT))) {
      throw new IOException("the disk gave up on " + path.getName());
    }
    return super.open(path, bufferBytes);
  }
}
