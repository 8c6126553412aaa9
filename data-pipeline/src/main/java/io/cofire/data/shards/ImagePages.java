package io.cofire.data.shards;

import io.cofire.data.files.Storage;
import io.cofire.data.readahead.ReadTally;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.OffsetIndex;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageLocation;
import org.apache.parquet.format.Util;

/**
 * Where the pages of a shard of image files are, so that one image is read without the others. The
 * checksum of each page is checked, not the hash of the shard.
 */
final class ImagePages {

  private static final int TAIL_BYTES = 8; // length of the footer, little-endian, and "PAR1"

  private final Storage storage;
  private final Path file;
  private final ShardInfo shard;
  private final ReadTally.Place tally;
  private final List<PageLocation> names;
  private final List<PageLocation> images;

  private ImagePages(
      Storage storage,
      Path file,
      ShardInfo shard,
      ReadTally.Place tally,
      List<PageLocation> names,
      List<PageLocation> images) {
    this.storage = storage;
    this.file = file;
    this.shard = shard;
    this.tally = tally;
    this.names = names;
    this.images = images;
  }

  /**
   * Reads the footer and the offsets of the pages.
   *
   * @param tally counts what is read
   */
  static ImagePages open(Storage storage, Path file, ShardInfo shard, ReadTally.Place tally) {
    try (FSDataInputStream in = opened(storage, file, tally)) {
      long end = storage.files().getFileStatus(file).getLen() - TAIL_BYTES;
      byte[] tail = read(in, end, TAIL_BYTES);
      int length = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN).getInt();
      byte[] footer = header(in, end - length, length, end);
      FileMetaData content = Util.readFileMetaData(new ByteArrayInputStream(footer));
      List<ColumnChunk> columns = content.getRow_groups().get(0).getColumns();
      return new ImagePages(
          storage,
          file,
          shard,
          tally,
          locations(in, columns.get(ImageSchema.NAME), end),
          locations(in, columns.get(ImageSchema.BYTES), end));
    } catch (IOException | RuntimeException e) {
      throw unreadable(file, e);
    }
  }

  private static FSDataInputStream opened(Storage storage, Path file, ReadTally.Place tally)
      throws IOException {
    tally.opened();
    return storage.files().open(file);
  }

  private static List<PageLocation> locations(FSDataInputStream in, ColumnChunk column, long end)
      throws IOException {
    byte[] index =
        header(in, column.getOffset_index_offset(), column.getOffset_index_length(), end);
    OffsetIndex offsets = Util.readOffsetIndex(new ByteArrayInputStream(index));
    return List.copyOf(offsets.getPage_locations());
  }

  /** A header whose own sizes are within it, and which ends before a place of the file. */
  private static byte[] header(FSDataInputStream in, long from, int length, long end)
      throws IOException {
    if (from > end - length) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "%d bytes at byte %d, where the file has %d",
              length,
              from,
              Math.max(0, end - from)));
    }
    byte[] header = read(in, from, length);
    ThriftSizes.requireWithin(header, 0, header.length);
    return header;
  }

  private static byte[] read(FSDataInputStream in, long from, int length) throws IOException {
    if (from < 0 || length < 0) {
      throw new IOException(String.format(Locale.ROOT, "%d bytes at byte %d", length, from));
    }
    byte[] bytes = new byte[length];
    in.readFully(from, bytes);
    return bytes;
  }

  private static ShardException unreadable(Path file, Exception e) {
    String problem =
        e instanceof FileNotFoundException
            ? "the manifest names it but it is missing"
            : String.format(Locale.ROOT, "it is not a whole Parquet file (%s)", e.getMessage());
    return new ShardException(
        String.format(
            Locale.ROOT, "Cannot read shard %s: %s; prepare the data set again", file, problem),
        e);
  }

  /**
   * Where an image came from.
   *
   * @throws ShardException if it is missing or damaged
   */
  String name(int row) {
    try (FSDataInputStream in = opened(storage, file, tally)) {
      return name(in, row);
    } catch (IOException | RuntimeException e) {
      throw e instanceof ShardException known ? known : unreadable(file, e);
    }
  }

  private String name(FSDataInputStream in, int row) throws IOException {
    return new String(value(in, names, row), StandardCharsets.UTF_8);
  }

  /**
   * One image.
   *
   * @throws ShardException if it is missing or damaged
   */
  EncodedImage image(int row) {
    try (FSDataInputStream in = opened(storage, file, tally)) {
      return new EncodedImage(name(in, row), shard.labels().get(row), value(in, images, row));
    } catch (IOException | RuntimeException e) {
      throw e instanceof ShardException known ? known : unreadable(file, e);
    }
  }

  /** The value of a plain column of byte arrays, each after its length. */
  private byte[] value(FSDataInputStream in, List<PageLocation> pages, int row) throws IOException {
    int page = pageOf(pages, row);
    PageLocation place = pages.get(page);
    if (place.getCompressed_page_size() > shard.bytes() - place.getOffset()) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "a page of %d bytes at byte %d of %d",
              place.getCompressed_page_size(),
              place.getOffset(),
              shard.bytes()));
    }
    byte[] bytes = read(in, place.getOffset(), place.getCompressed_page_size());
    tally.read(bytes.length);
    ThriftSizes.requireWithin(bytes, 0, bytes.length);
    ByteArrayInputStream stream = new ByteArrayInputStream(bytes);
    PageHeader header = Util.readPageHeader(stream);
    int start = bytes.length - stream.available();
    requireIntact(header, bytes, start, place);
    ByteBuffer values = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).position(start);
    for (long before = place.getFirst_row_index(); before < row; before++) {
      values.position(values.position() + Integer.BYTES + values.getInt(values.position()));
    }
    int length = values.getInt();
    if (length < 0 || length > values.remaining()) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "a value of %d bytes where its page has %d",
              length,
              values.remaining()));
    }
    byte[] value = new byte[length];
    values.get(value);
    return value;
  }

  private void requireIntact(PageHeader header, byte[] bytes, int start, PageLocation place) {
    CRC32 checksum = new CRC32();
    checksum.update(bytes, start, bytes.length - start);
    if (!header.isSetCrc() || (int) checksum.getValue() != header.getCrc()) {
      throw new ShardException(
          String.format(
              Locale.ROOT,
              "Cannot read shard %s: the page at byte %d fails its checksum; the file was damaged after it was prepared: prepare the data set again",
              file,
              place.getOffset()));
    }
  }

  private static int pageOf(List<PageLocation> pages, int row) {
    int low = 0;
    int high = pages.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (pages.get(middle).getFirst_row_index() <= row) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
