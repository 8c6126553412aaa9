package io.cofire.data.shards;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;

/**
 * The footer of a Parquet file in one order. Parquet lists the encodings of a column as a hash set
 * of enums gives them: in an order that each process draws anew.
 */
final class ParquetFooter {

  private static final int TAIL_BYTES = 8; // length of the footer, little-endian, and "PAR1"

  private ParquetFooter() {}

  /**
   * Holds the sizes in the footer, and those of the pages, against the bytes of the file.
   *
   * @throws IOException if one is larger than what is there
   */
  static void requireWithin(byte[] file) throws IOException {
    int end = file.length - TAIL_BYTES;
    int length = end < 0 ? -1 : ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(end);
    if (length < 0 || length > end) {
      throw new IOException(
          String.format(Locale.ROOT, "a footer of %d bytes in a file of %d", length, file.length));
    }
    ThriftSizes.requireWithin(file, end - length, end);
    FileMetaData footer =
        Util.readFileMetaData(new ByteArrayInputStream(file, end - length, length));
    ParquetPages.requireWithin(file, footer);
  }

  /** The same file with the encodings of each column by number. */
  static byte[] ordered(byte[] file) throws IOException {
    int length =
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(file.length - TAIL_BYTES);
    int start = file.length - TAIL_BYTES - length;
    FileMetaData footer = Util.readFileMetaData(new ByteArrayInputStream(file, start, length));
    for (RowGroup rows : footer.getRow_groups()) {
      for (ColumnChunk column : rows.getColumns()) {
        ColumnMetaData content = column.getMeta_data();
        List<Encoding> encodings = new ArrayList<>(content.getEncodings());
        encodings.sort(Comparator.comparingInt(Encoding::getValue));
        content.setEncodings(encodings);
      }
    }
    ByteArrayOutputStream written = new ByteArrayOutputStream(length);
    Util.writeFileMetaData(footer, written);
    byte[] ordered = new byte[start + written.size() + TAIL_BYTES];
    ByteBuffer.wrap(ordered)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(file, 0, start)
        .put(written.toByteArray())
        .putInt(written.size())
        .put(file, file.length - 4, 4);
    return ordered;
  }
}
