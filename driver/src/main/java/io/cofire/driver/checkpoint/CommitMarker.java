package io.cofire.driver.checkpoint;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * What a checkpoint's {@code COMMIT} file holds. It is written when everything else is closed, so
 * that a directory without it, or with one that does not agree, is not a checkpoint. No rename is
 * needed, which object stores do not have.
 *
 * @param format version of the directory's layout
 * @param files size and SHA-256 by file name
 */
record CommitMarker(int format, Map<String, Content> files) {

  static final String NAME = "COMMIT";
  static final int FORMAT = 1;
  private static final JsonMapper JSON = new JsonMapper();

  CommitMarker {
    Objects.requireNonNull(files, "files");
    files = new TreeMap<>(files);
  }

  /** A file's length in bytes and its digest in hexadecimal. */
  record Content(long bytes, String sha256) {
    Content {
      Objects.requireNonNull(sha256, "sha256");
    }
  }

  byte[] json() throws IOException {
    return JSON.writeValueAsBytes(this);
  }

  static CommitMarker read(FileSystem files, Path directory) throws IOException {
    Path path = new Path(directory, NAME);
    if (!files.exists(path)) {
      throw new CheckpointException(
          String.format(
              Locale.ROOT,
              "Damaged checkpoint: %s: expected a commit marker, found none (its writing was interrupted, or goes on)",
              path));
    }
    CommitMarker marker;
    try (InputStream in = files.open(path)) {
      long bytes = files.getFileStatus(path).getLen();
      marker = SmallJson.read(in, bytes, CommitMarker.class, path);
    } catch (CheckpointException e) {
      throw e;
    } catch (IOException e) {
      throw unreadable(path, "a readable commit marker", e);
    }
    if (marker.format() != FORMAT) {
      throw new CheckpointException(
          String.format(
              Locale.ROOT,
              "Cannot read checkpoint %s: expected format %d, found %d; use the version that wrote it",
              directory,
              FORMAT,
              marker.format()));
    }
    return marker;
  }

  /** Reads a file's bytes while checking them. */
  interface Reader<T> {
    T read(InputStream in, long bytes) throws IOException;
  }

  /** Gives the file to the reader and checks that all of it is what was committed. */
  <T> T checked(FileSystem files, Path directory, String name, Reader<T> reader)
      throws IOException {
    Path path = new Path(directory, name);
    Content expected = expected(path, name);
    long found = files.exists(path) ? files.getFileStatus(path).getLen() : -1;
    if (found != expected.bytes()) {
      throw new CheckpointException(
          String.format(
              Locale.ROOT,
              "Damaged checkpoint: %s: expected %d bytes, found %s",
              path,
              expected.bytes(),
              found < 0 ? "no file" : String.valueOf(found)));
    }
    MessageDigest digest = sha256();
    try (InputStream in = new DigestInputStream(files.open(path), digest)) {
      T result;
      try {
        result = reader.read(in, found);
      } catch (CheckpointException e) { // damage comes before what it looks like
        requireDigest(path, expected.sha256(), in, digest);
        throw e;
      }
      requireDigest(path, expected.sha256(), in, digest);
      return result;
    } catch (CheckpointException e) {
      throw e;
    } catch (IOException e) {
      throw unreadable(path, "SHA-256 " + expected.sha256(), e);
    }
  }

  private Content expected(Path path, String name) throws CheckpointException {
    Content content = files.get(name);
    if (content == null) {
      throw new CheckpointException(
          String.format(
              Locale.ROOT, "Damaged checkpoint: %s: the commit marker does not list it", path));
    }
    return content;
  }

  /** Of the whole file, whatever of it was read so far. */
  private static void requireDigest(
      Path path, String expected, InputStream rest, MessageDigest digest) throws IOException {
    rest.transferTo(OutputStream.nullOutputStream());
    String found = hex(digest);
    if (!found.equals(expected)) {
      throw new CheckpointException(
          String.format(
              Locale.ROOT,
              "Damaged checkpoint: %s: expected SHA-256 %s, found %s",
              path,
              expected,
              found));
    }
  }

  private static CheckpointException unreadable(Path path, String expected, IOException e) {
    return new CheckpointException(
        String.format(
            Locale.ROOT,
            "Damaged checkpoint: %s: expected %s, found: %s",
            path,
            expected,
            e.getMessage()),
        e);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }
}
