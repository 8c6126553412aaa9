package io.cofire.data.shards;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.Util;

/**
 * The sizes that the pages of a Parquet file state: the library makes room for a page before it
 * looks whether the file has it.
 */
final class ParquetPages {

  private final byte[] file;

  private ParquetPages(byte[] file) {
    this.file = file;
  }

  /**
   * Holds the size of each page against the bytes of its column.
   *
   * @throws IOException if one is larger than what is left
   */
  static void requireWithin(byte[] file, FileMetaData footer) throws IOException {
    ParquetPages pages = new ParquetPages(file);
    for (var rows : footer.getRow_groups()) {
      for (var chunk : rows.getColumns()) {
        pages.column(chunk.getMeta_data());
      }
    }
  }

  private void column(ColumnMetaData column) throws IOException {
    long first =
        column.isSetDictionary_page_offset()
            ? Math.min(column.getDictionary_page_offset(), column.getData_page_offset())
            : column.getData_page_offset();
    long bytes = column.getTotal_compressed_size();
    if (first < 0 || bytes < 0 || first > file.length - bytes) {
      throw new IOException(
          String.format(
              Locale.ROOT, "a column of %d bytes at byte %d of %d", bytes, first, file.length));
    }
    int end = (int) (first + bytes);
    for (int at = (int) first; at < end; ) {
      at = page(at, end);
    }
  }

  /** Where the next page begins. */
  private int page(int at, int end) throws IOException {
    ThriftSizes.requireWithin(file, at, end);
    ByteArrayInputStream rest = new ByteArrayInputStream(file, at, end - at);
    PageHeader header = Util.readPageHeader(rest);
    int size = header.getCompressed_page_size();
    if (size < 0 || size > rest.available()) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "a page of %d bytes at byte %d (expected at most %d)",
              size,
              at,
              rest.available()));
    }
    return end - rest.available() + size;
  }
}
