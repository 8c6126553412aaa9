package io.cofire.data.shards;

import io.cofire.data.events.EventStream;
import io.cofire.data.events.SensorGeometry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;

/**
 * Makes the bytes of one shard of recordings in memory: the same samples always give the same
 * bytes. One shard, one thread.
 */
public final class ShardWriter implements AutoCloseable {

  private final ShardFile file = new ShardFile();
  private final ParquetWriter<Row> writer;
  private final List<Integer> labels = new ArrayList<>();
  private long events;

  /** An empty shard. */
  public ShardWriter() throws IOException {
    Builder builder = new Builder(file);
    ShardFile.configure(builder);
    this.writer = builder.withCompressionCodec(CompressionCodecName.ZSTD).build();
  }

  /** Appends a sample. */
  public void add(Sample sample) throws IOException {
    EventStream stream = sample.events();
    PackedEvents packed = new PackedEvents(stream.geometry());
    packed.accept(
        stream.timesMicros(), stream.xs(), stream.ys(), stream.polarities(), stream.size());
    add(sample.id(), sample.label(), packed);
  }

  /**
   * Appends a sample whose events are packed already.
   *
   * @throws IllegalArgumentException if it has more events than a sample may have
   */
  public void add(String id, int label, PackedEvents packed) throws IOException {
    if (!packed.fits()) {
      throw new IllegalArgumentException(
          "Invalid sample %s: more than %d events".formatted(id, PackedEvents.MOST_EVENTS));
    }
    writer.write(new Row(id, label, packed));
    labels.add(label);
    events += packed.size();
  }

  /** Samples so far. */
  public int samples() {
    return labels.size();
  }

  /**
   * Ends the shard.
   *
   * @param name the name that the manifest will give it
   */
  public Finished finish(String name) throws IOException {
    writer.close();
    return file.finish(name, labels, events);
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

  /** What is written as one row. */
  private record Row(String id, int label, PackedEvents events) {}

  private static final class Builder extends ParquetWriter.Builder<Row, Builder> {
    Builder(OutputFile file) {
      super(file);
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    protected WriteSupport<Row> getWriteSupport(Configuration configuration) {
      return new Rows();
    }
  }

  private static final class Rows extends WriteSupport<Row> {
    private RecordConsumer out;

    @Override
    public WriteContext init(Configuration configuration) {
      return new WriteContext(
          ShardSchema.SCHEMA,
          Map.of(ShardFile.VERSION_KEY, String.valueOf(Manifest.EVENTS_VERSION)));
    }

    @Override
    public void prepareForWrite(RecordConsumer consumer) {
      out = consumer;
    }

    @Override
    public void write(Row row) {
      PackedEvents events = row.events();
      SensorGeometry sensor = events.sensor();
      out.startMessage();
      binary(ShardSchema.ID, Binary.fromString(row.id()));
      integer(ShardSchema.LABEL, row.label());
      integer(ShardSchema.WIDTH, sensor.width());
      integer(ShardSchema.HEIGHT, sensor.height());
      integer(ShardSchema.EVENTS, (int) events.size());
      binary(ShardSchema.TIMES, events.times());
      binary(ShardSchema.XS, events.xs());
      binary(ShardSchema.YS, events.ys());
      binary(ShardSchema.POLARITIES, events.polarities());
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
}
