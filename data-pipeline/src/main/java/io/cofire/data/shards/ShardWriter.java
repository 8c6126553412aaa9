package io.cofire.data.shards;

import io.cofire.data.events.SensorGeometry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;

/**
 * Makes the bytes of one shard in memory: the same samples always give the same bytes. One shard,
 * one thread.
 */
public final class ShardWriter implements AutoCloseable {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final ParquetWriter<PackedSample> writer;
  private final List<Integer> labels = new ArrayList<>();
  private long events;

  /** An empty shard. */
  public ShardWriter() throws IOException {
    this.writer =
        new Builder(new MemoryFile(bytes))
            .withConf(new Configuration(false)) // nothing of the cluster may change the bytes
            .withCompressionCodec(CompressionCodecName.ZSTD)
            .withWriterVersion(WriterVersion.PARQUET_1_0)
            .withDictionaryEncoding(false)
            .build();
  }

  /** Appends a sample. */
  public void add(Sample sample) throws IOException {
    writer.write(PackedSample.pack(sample));
    labels.add(sample.label());
    events += sample.events().size();
  }

  /** Samples so far. */
  public int samples() {
    return labels.size();
  }

  /**
   * Ends the shard.
   *
   * @param file the name that the manifest will give it
   */
  public Finished finish(String file) throws IOException {
    writer.close();
    byte[] content = bytes.toByteArray();
    return new Finished(
        content,
        new ShardInfo(file, labels.size(), events, content.length, Hashes.sha256(content), labels));
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }

  /**
   * A shard ready to be stored.
   *
   * @param content bytes of the file
   * @param info what the manifest says of it
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Finished(byte[] content, ShardInfo info) {}

  private static final class Builder extends ParquetWriter.Builder<PackedSample, Builder> {
    Builder(OutputFile file) {
      super(file);
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    protected WriteSupport<PackedSample> getWriteSupport(Configuration configuration) {
      return new Rows();
    }
  }

  private static final class Rows extends WriteSupport<PackedSample> {
    private RecordConsumer out;

    @Override
    public WriteContext init(Configuration configuration) {
      return new WriteContext(
          ShardSchema.SCHEMA, Map.of("cofire.shard.version", String.valueOf(Manifest.VERSION)));
    }

    @Override
    public void prepareForWrite(RecordConsumer consumer) {
      out = consumer;
    }

    @Override
    public void write(PackedSample sample) {
      SensorGeometry sensor = sample.sensor();
      out.startMessage();
      binary(ShardSchema.ID, Binary.fromString(sample.id()));
      integer(ShardSchema.LABEL, sample.label());
      integer(ShardSchema.WIDTH, sensor.width());
      integer(ShardSchema.HEIGHT, sensor.height());
      integer(ShardSchema.EVENTS, sample.count());
      binary(ShardSchema.TIMES, Binary.fromConstantByteArray(sample.times()));
      binary(ShardSchema.XS, Binary.fromConstantByteArray(sample.xs()));
      binary(ShardSchema.YS, Binary.fromConstantByteArray(sample.ys()));
      binary(ShardSchema.POLARITIES, Binary.fromConstantByteArray(sample.polarities()));
      out.endMessage();
    }

    private void integer(int field, int value) {
      String name = ShardSchema.SCHEMA.getFieldName(field);
      out.startField(name, field);
      out.addInteger(value);
      out.endField(name, field);
    }

    private void binary(int field, Binary value) {
      String name = ShardSchema.SCHEMA.getFieldName(field);
      out.startField(name, field);
      out.addBinary(value);
      out.endField(name, field);
    }
  }

  private record MemoryFile(ByteArrayOutputStream bytes) implements OutputFile {
    @Override
    public PositionOutputStream create(long blockSizeHint) {
      return new PositionOutputStream() {
        @Override
        public long getPos() {
          return bytes.size();
        }

        @Override
        public void write(int b) {
          bytes.write(b);
        }

        @Override
        public void write(byte[] b, int off, int len) {
          bytes.write(b, off, len);
        }
      };
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) {
      return create(blockSizeHint);
    }

    @Override
    public boolean supportsBlockSize() {
      return false;
    }

    @Override
    public long defaultBlockSize() {
      return 0;
    }
  }
}
