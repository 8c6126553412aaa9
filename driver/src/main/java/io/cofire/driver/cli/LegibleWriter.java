package io.cofire.driver.cli;

import io.cofire.data.errors.Legible;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Locale;

/**
 * The border where text leaves for a terminal or a log: names in it are {@link Legible}, secrets
 * are masked. What is formatted into a line stays within it; of other text the lines stay.
 */
final class LegibleWriter extends PrintWriter {

  private LegibleWriter(Writer out, boolean flushLines) {
    super(new Border(new MaskedLines(out)), flushLines);
  }

  /** In front of a stream of this process, which sees each line at once. */
  static LegibleWriter of(OutputStream stream) {
    return new LegibleWriter(new OutputStreamWriter(stream, Charset.defaultCharset()), true);
  }

  /** In front of a file. */
  static LegibleWriter of(Writer file) {
    return new LegibleWriter(file, false);
  }

  @Override
  public PrintWriter format(Locale locale, String format, Object... values) {
    Object[] legible =
        Arrays.stream(values)
            .map(value -> value instanceof Number ? value : Legible.of(String.valueOf(value)))
            .toArray();
    return super.format(locale, format, legible);
  }

  /** Escapes what is left: lines may be wanted, nothing else of the kind is. */
  private static final class Border extends FilterWriter {

    Border(Writer out) {
      super(out);
    }

    @Override
    public void write(int c) throws IOException {
      out.write(Legible.lines(String.valueOf((char) c)));
    }

    @Override
    public void write(char[] text, int from, int length) throws IOException {
      out.write(Legible.lines(new String(text, from, length)));
    }

    @Override
    public void write(String text, int from, int length) throws IOException {
      out.write(Legible.lines(text.substring(from, from + length)));
    }
  }
}
