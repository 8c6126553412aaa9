package io.cofire.data.shards;

import io.cofire.data.events.EventStream;
import io.cofire.data.events.SensorGeometry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.api.Binary;

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
    this.writer = new Rows().to(file).withCompressionCodec(CompressionCodecName.ZSTD).build();
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
          String.format(
              Locale.ROOT, "Invalid sample %s: more than %d events", id, PackedEvents.MOST_EVENTS));
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
  public record Finished(byte[] content, ShardInfo info) {}

  /** What is written as one row. */
  private record Row(String id, int label, PackedEvents events) {}

  private static final class Rows extends ShardRows<Row> {
    Rows() {
      super(ShardSchema.SCHEMA, Manifest.EVENTS_VERSION);
    }

    @Override
    void fields(Row row) {
      PackedEvents events = row.events();
      SensorGeometry sensor = events.sensor();
      binary(ShardSchema.ID, Binary.fromString(row.id()));
      integer(ShardSchema.LABEL, row.label());
      integer(ShardSchema.WIDTH, sensor.width());
      integer(ShardSchema.HEIGHT, sensor.height());
      integer(ShardSchema.EVENTS, (int) events.size());
      binary(ShardSchema.TIMES, events.times());
      binary(ShardSchema.XS, events.xs());
      binary(ShardSchema.YS, events.ys());
      binary(ShardSchema.POLARITIES, events.polarities());
    }
  }
}
