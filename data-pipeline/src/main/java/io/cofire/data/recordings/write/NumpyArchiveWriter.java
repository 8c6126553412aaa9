package io.cofire.data.recordings.write;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * NumPy's {@code .npz}, as {@code numpy.savez_compressed} writes it: t int64 in microseconds, x and
 * y uint16, p uint8, one-dimensional. The columns wait in temporary files, 13 bytes an event.
 */
final class NumpyArchiveWriter extends RecordingWriter {

  private static final List<String> NAMES = List.of("t", "x", "y", "p");
  private static final List<String> TYPES = List.of("<i8", "<u2", "<u2", "|u1");
  private static final int HEADER_BYTES = 128; // a multiple of 64, for 64-bit lengths too

  /** The same bytes whenever it is written. */
  private static final LocalDateTime WRITTEN = LocalDateTime.of(1980, 1, 1, 0, 0);

  private final OutputStream out;
  private final List<ColumnSpool> columns = new ArrayList<>();
  private long events;

  NumpyArchiveWriter(OutputStream out) throws IOException {
    this.out = out;
    try {
      for (int i = 0; i < NAMES.size(); i++) {
        columns.add(new ColumnSpool());
      }
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  @Override
  void write(long[] times, short[] xs, short[] ys, byte[] polarities, int count)
      throws IOException {
    for (int i = 0; i < count; i++) {
      columns.get(0).bytes().putLong(times[i]);
    }
    for (int i = 0; i < count; i++) {
      columns.get(1).bytes().putShort(xs[i]);
    }
    for (int i = 0; i < count; i++) {
      columns.get(2).bytes().putShort(ys[i]);
    }
    for (int i = 0; i < count; i++) {
      columns.get(3).bytes().putByte(polarities[i]);
    }
    events += count;
  }

  @Override
  public void finish() throws IOException {
    ZipOutputStream archive = new ZipOutputStream(out);
    archive.setLevel(Deflater.BEST_SPEED);
    for (int i = 0; i < NAMES.size(); i++) {
      ZipEntry entry = new ZipEntry(NAMES.get(i) + ".npy");
      entry.setTimeLocal(WRITTEN);
      archive.putNextEntry(entry);
      archive.write(header(TYPES.get(i)));
      columns.get(i).copyTo(archive);
      archive.closeEntry();
    }
    archive.finish();
  }

  /** Version 1.0: the magic, the length of the rest, a Python dictionary, blanks, a line feed. */
  private byte[] header(String type) {
    String values =
        String.format(
            Locale.ROOT, "{'descr': '%s', 'fortran_order': False, 'shape': (%d,), }", type, events);
    String padded = values + " ".repeat(HEADER_BYTES - 10 - values.length() - 1) + "\n";
    int rest = padded.length();
    String magic = "\u0093NUMPY\u0001\u0000" + (char) (rest & 0xFF) + (char) (rest >>> 8);
    return (magic + padded).getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    for (ColumnSpool column : columns) {
      column.close();
    }
  }
}
