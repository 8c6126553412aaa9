package io.cofire.data.files;

import io.cofire.data.errors.Causes;
import io.cofire.data.errors.InvalidValue;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/**
 * The file system of a path, or what is missing for it. The only way from a path to one. Hadoop's
 * own checksum files beside local files are neither written nor read: they are wrong once anything
 * but Hadoop has written a file, and left empty by a process that was killed; what has to be whole
 * carries hashes of its own, which give better messages.
 */
public final class FileSystems {

  private static final String KEYS_ELSEWHERE =
      "a bucket's name has no colon, and keys do not belong into paths: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or spark.hadoop.fs.s3a.access.key and .secret.key";

  private FileSystems() {}

  /**
   * A path as its user wrote it. A name with a colon is one ({@code 12:30} or {@code a:b/c}): only
   * what a slash follows is a scheme, which Hadoop itself sees in every colon.
   *
   * @throws InvalidValue if it is none
   */
  public static Path path(String text) {
    int colon = text.indexOf(':');
    int slash = text.indexOf('/');
    boolean isName = colon >= 0 && (slash < 0 || colon < slash) && slash != colon + 1;
    try {
      return isName ? new Path(null, null, text) : new Path(text);
    } catch (IllegalArgumentException e) { // Hadoop's word on empty ones and on odd schemes
      InvalidValue refused = new InvalidValue("path", text, "must be a path: " + e.getMessage());
      refused.initCause(e);
      throw refused;
    }
  }

  /**
   * The file system that a path lives on.
   *
   * @throws InvalidValue if it has keys in it, of which S3's file system knows nothing any more
   * @throws UnknownSchemeException if no jar on the class path has one for its scheme; the message
   *     names the jar
   */
  public static FileSystem of(Configuration hadoop, Path path) throws IOException {
    String scheme =
        Optional.ofNullable(path.toUri().getScheme())
            .orElseGet(() -> FileSystem.getDefaultUri(hadoop).getScheme());
    String authority = path.toUri().getAuthority(); // KEY:SECRET@bucket, or what a / in it leaves
    if (scheme.startsWith("s3") && authority != null && authority.contains(":")) {
      throw new InvalidValue("path", path, KEYS_ELSEWHERE);
    }
    try {
      FileSystem.getFileSystemClass(scheme, hadoop);
      FileSystem found = path.getFileSystem(hadoop);
      return found instanceof ChecksumFileSystem local ? local.getRawFileSystem() : found;
    } catch (UnsupportedFileSystemException e) {
      throw new UnknownSchemeException(path, scheme, "nothing on the class path knows it", e);
    } catch (NoClassDefFoundError e) {
      throw new UnknownSchemeException(path, scheme, missing(e), e);
    } catch (RuntimeException e) { // Hadoop wraps what it cannot load
      for (Throwable cause : Causes.chain(e)) {
        if (cause instanceof ClassNotFoundException) {
          throw new UnknownSchemeException(path, scheme, missing(cause), e);
        }
      }
      throw e;
    }
  }

  private static String missing(Throwable e) {
    return String.valueOf(e.getMessage()).replace('/', '.');
  }
}
