package io.cofire.data.shards;

import io.cofire.data.errors.Exhaustion;
import io.cofire.data.events.SensorGeometry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.io.SeekableInputStream;
import org.apache.parquet.schema.MessageType;

/** Reads the bytes of one shard. */
final class ShardReader {

  private ShardReader() {}

  static Shard read(byte[] bytes, String place) {
    try (ParquetFileReader file = open(bytes)) {
      MessageType schema = file.getFooter().getFileMetaData().getSchema();
      Function<Group, ShardRow> rowOf = rows(schema, place);
      MessageColumnIO columns = new ColumnIOFactory().getColumnIO(schema);
      List<ShardRow> samples = new ArrayList<>();
      PageReadStore rows;
      while ((rows = file.readNextRowGroup()) != null) {
        RecordReader<Group> reader =
            columns.getRecordReader(rows, new GroupRecordConverter(schema));
        for (long i = 0; i < rows.getRowCount(); i++) {
          samples.add(rowOf.apply(reader.read()));
        }
      }
      return new Shard(samples);
    } catch (OutOfMemoryError | StackOverflowError e) {
      throw new ShardException(
          String.format(Locale.ROOT, "Cannot read shard %s: %s", place, Exhaustion.describe(e)), e);
    } catch (IOException | RuntimeException e) {
      if (e instanceof ShardException known) {
        throw known;
      }
      throw new ShardException(
          String.format(
              Locale.ROOT,
              "Cannot read shard %s: it is not a whole Parquet file (%s); prepare the data set again",
              place,
              e.getMessage()),
          e);
    }
  }

  private static ParquetFileReader open(byte[] bytes) throws IOException {
    ParquetFooter.requireWithin(bytes);
    return ParquetFileReader.open(new MemoryFile(bytes));
  }

  private static Function<Group, ShardRow> rows(MessageType schema, String place) {
    if (schema.equals(ShardSchema.SCHEMA)) {
      return row -> new ShardRow.Recording(sample(row));
    }
    if (schema.equals(ImageSchema.SCHEMA)) {
      return row -> new ShardRow.Picture(image(row));
    }
    throw new ShardException(
        String.format(
            Locale.ROOT,
            "Cannot read shard %s: expected the columns of recordings (version %d) or images (version %d), found %s; prepare the data set again with this release",
            place,
            Manifest.EVENTS_VERSION,
            Manifest.IMAGES_VERSION,
            schema.getFields()));
  }

  private static EncodedImage image(Group row) {
    return new EncodedImage(
        row.getBinary(ImageSchema.NAME, 0).toStringUsingUTF8(),
        row.getInteger(ImageSchema.LABEL, 0),
        row.getBinary(ImageSchema.BYTES, 0).getBytes());
  }

  private static PackedSample sample(Group row) {
    return new PackedSample(
        row.getBinary(ShardSchema.ID, 0).toStringUsingUTF8(),
        row.getInteger(ShardSchema.LABEL, 0),
        new SensorGeometry(
            row.getInteger(ShardSchema.WIDTH, 0), row.getInteger(ShardSchema.HEIGHT, 0)),
        row.getInteger(ShardSchema.EVENTS, 0),
        row.getBinary(ShardSchema.TIMES, 0).getBytes(),
        row.getBinary(ShardSchema.XS, 0).getBytes(),
        row.getBinary(ShardSchema.YS, 0).getBytes(),
        row.getBinary(ShardSchema.POLARITIES, 0).getBytes());
  }

  private record MemoryFile(byte[] bytes) implements InputFile {
    @Override
    public long getLength() {
      return bytes.length;
    }

    @Override
    public SeekableInputStream newStream() {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      return new DelegatingSeekableInputStream(new BufferStream(buffer)) {
        @Override
        public long getPos() {
          return buffer.position();
        }

        @Override
        public void seek(long position) {
          buffer.position(Math.toIntExact(position));
        }
      };
    }
  }
}
