package io.cofire.data.datasets;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The checksum that others publish of a file of a data set's download. The list is the resource
 * {@code checksums.csv}, each with its source; MD5 is what is published, against damage and not
 * against malice. ASL-DVS and Poker-DVS have none: the archive of the first is packed anew for each
 * download (SpikingJelly asl_dvs.py).
 *
 * @param dataset name of the layout
 * @param archive name of the file
 * @param md5 in lower-case hexadecimal
 * @param source who publishes it
 */
public record PublishedChecksum(String dataset, String archive, String md5, String source) {

  private static final String RESOURCE = "checksums.csv";

  /** What a comparison says. */
  public enum Outcome {
    /** The content is that of a published file, whatever it is called here. */
    MATCH,
    /** A file of this name is published with another content. */
    DIFFERENT,
    /** No file of this name and none of this content is published. */
    UNKNOWN
  }

  /**
   * A file compared with what is published.
   *
   * @param md5 the file's own
   * @param published what it was compared with; empty where nothing is known of it
   */
  public record Comparison(Outcome outcome, String md5, Optional<PublishedChecksum> published) {}

  /**
   * The files of a data set of which a checksum is published.
   *
   * @throws DatasetException if there is no such data set
   */
  public static List<PublishedChecksum> of(String dataset) {
    String name = DatasetLayouts.named(dataset).name();
    return all().stream().filter(known -> known.dataset.equals(name)).toList();
  }

  /**
   * Compares a file with what is published.
   *
   * @param dataset name of the layout
   * @param fileName its name without folders
   * @param content its bytes; the caller closes the stream
   * @throws DatasetException if there is no such data set
   */
  public static Comparison compare(String dataset, String fileName, InputStream content)
      throws IOException {
    return compare(of(dataset), fileName, content);
  }

  static Comparison compare(List<PublishedChecksum> published, String fileName, InputStream content)
      throws IOException {
    String md5 = md5(content);
    Optional<PublishedChecksum> same =
        published.stream().filter(known -> known.md5.equals(md5)).findFirst();
    if (same.isPresent()) {
      return new Comparison(Outcome.MATCH, md5, same);
    }
    Optional<PublishedChecksum> named =
        published.stream().filter(known -> known.archive.equals(fileName)).findFirst();
    return new Comparison(named.isPresent() ? Outcome.DIFFERENT : Outcome.UNKNOWN, md5, named);
  }

  private static String md5(InputStream content) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("MD5");
      new DigestInputStream(content, digest).transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has MD5", e);
    }
  }

  static List<PublishedChecksum> all() {
    try (InputStream in = PublishedChecksum.class.getResourceAsStream(RESOURCE);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(",", 4))
          .map(cells -> new PublishedChecksum(cells[0], cells[1], cells[2], cells[3]))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
