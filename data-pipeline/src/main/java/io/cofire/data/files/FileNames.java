package io.cofire.data.files;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Whether this process sees the names of local files as they are. Java takes the encoding of names
 * from the locale at start; where that is not UTF-8, a name beyond ASCII is another one or none.
 *
 * @param encoding in which names are read and written
 */
public record FileNames(Charset encoding) {

  private static final String PROPERTY = "sun.jnu.encoding";
  private static final int ASCII = 0x80;
  private static final char REPLACEMENT = '\uFFFD'; // stands for bytes that are no character

  /** Of this process. */
  public static final FileNames HERE = of(System.getProperty(PROPERTY, ""));

  private static FileNames of(String encoding) {
    return new FileNames(
        Charset.isSupported(encoding) ? Charset.forName(encoding) : StandardCharsets.US_ASCII);
  }

  /**
   * Refuses a name or path that this process would change or lose.
   *
   * @throws LostNames if it is beyond ASCII and names are not UTF-8
   */
  public void require(String name) {
    if (!encoding.equals(StandardCharsets.UTF_8) && name.chars().anyMatch(c -> c >= ASCII)) {
      throw new LostNames(
          String.format(
              Locale.ROOT,
              "Cannot use the name %s: this process reads names of files as %s, not as UTF-8, and would lose what is beyond ASCII; start it with LC_ALL=C.UTF-8 or another UTF-8 locale of `locale -a` (executors: spark.executorEnv.LC_ALL)",
              name.replace(REPLACEMENT, '?'),
              encoding));
    }
  }

  /** Whether a path that was listed is found again by its text; bytes that are no UTF-8 are not. */
  static boolean isFoundByText(Path listed) {
    String text = listed.toString();
    if (text.indexOf(REPLACEMENT) < 0) {
      return true;
    }
    try {
      return listed.getFileSystem().getPath(text).equals(listed);
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
