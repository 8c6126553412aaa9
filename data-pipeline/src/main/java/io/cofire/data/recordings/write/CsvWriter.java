package io.cofire.data.recordings.write;

import java.io.IOException;
import java.io.OutputStream;

/** CSV: the line {@code t,x,y,p}, then whole microseconds, column, row, and 1 for ON or 0. */
final class CsvWriter extends RecordingWriter {

  private final LittleBytes out;

  CsvWriter(OutputStream out) throws IOException {
    this.out = new LittleBytes(out);
    this.out.ascii("t,x,y,p\n");
  }

  @Override
  void write(long[] times, short[] xs, short[] ys, byte[] polarities, int count)
      throws IOException {
    for (int i = 0; i < count; i++) {
      out.putDigits(times[i]);
      out.putByte(',');
      out.putDigits(xs[i] & 0xFFFF);
      out.putByte(',');
      out.putDigits(ys[i] & 0xFFFF);
      out.putByte(',');
      out.putByte('0' + polarities[i]);
      out.putByte('\n');
    }
  }

  @Override
  public void finish() throws IOException {
    out.flush();
  }
}
