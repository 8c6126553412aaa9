package io.cofire.driver.cli;

import io.cofire.data.files.Secrets;
import java.io.IOException;
import java.io.Writer;

/** Whatever a command prints leaves through here, a line at a time, without secrets. */
final class MaskedLines extends Writer {

  private final Writer out;
  private final StringBuilder line = new StringBuilder();

  MaskedLines(Writer out) {
    this.out = out;
  }

  @Override
  public void write(char[] text, int offset, int length) throws IOException {
    for (int i = offset; i < offset + length; i++) {
      line.append(text[i]);
      if (text[i] == '\n') {
        release();
      }
    }
  }

  private void release() throws IOException {
    out.write(Secrets.masked(line.toString()));
    line.setLength(0);
  }

  @Override
  public void flush() throws IOException {
    release();
    out.flush();
  }

  @Override
  public void close() throws IOException {
    flush();
    out.close();
  }
}
