package io.cofire.data.recordings.write;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;

/** Parquet columns t int64 in microseconds, x and y int32, p int8, none missing, in zstd. */
final class ParquetEventWriter extends RecordingWriter {

  private static final MessageType SCHEMA =
      Types.buildMessage()
          .required(PrimitiveTypeName.INT64)
          .named("t")
          .required(PrimitiveTypeName.INT32)
          .named("x")
          .required(PrimitiveTypeName.INT32)
          .named("y")
          .required(PrimitiveTypeName.INT32)
          .as(LogicalTypeAnnotation.intType(8, /* isSigned= */ true))
          .named("p")
          .named("events");

  private final Event event = new Event();
  private final ParquetWriter<Event> rows;

  /** The event that is written next. */
  private static final class Event {
    long time;
    int x;
    int y;
    int polarity;
  }

  ParquetEventWriter(OutputStream out) throws IOException {
    rows = new Builder(new Stream(out)).build();
  }

  @Override
  void write(long[] times, short[] xs, short[] ys, byte[] polarities, int count)
      throws IOException {
    for (int i = 0; i < count; i++) {
      event.time = times[i];
      event.x = xs[i] & 0xFFFF;
      event.y = ys[i] & 0xFFFF;
      event.polarity = polarities[i];
      rows.write(event);
    }
  }

  @Override
  public void finish() throws IOException {
    rows.close();
  }

  private static final class Builder extends ParquetWriter.Builder<Event, Builder> {
    Builder(OutputFile file) {
      super(file);
      withConf(new Configuration(false));
      withCompressionCodec(CompressionCodecName.ZSTD);
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    protected WriteSupport<Event> getWriteSupport(Configuration configuration) {
      return new Rows();
    }
  }

  private static final class Rows extends WriteSupport<Event> {
    private RecordConsumer out;

    @Override
    public WriteContext init(Configuration configuration) {
      return new WriteContext(SCHEMA, Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer consumer) {
      out = consumer;
    }

    @Override
    public void write(Event event) {
      out.startMessage();
      out.startField("t", 0);
      out.addLong(event.time);
      out.endField("t", 0);
      integer("x", 1, event.x);
      integer("y", 2, event.y);
      integer("p", 3, event.polarity);
      out.endMessage();
    }

    private void integer(String name, int field, int value) {
      out.startField(name, field);
      out.addInteger(value);
      out.endField(name, field);
    }
  }

  /** A file that is written from its start to its end. */
  private record Stream(OutputStream out) implements OutputFile {
    @Override
    public PositionOutputStream create(long blockSizeHint) {
      return new PositionOutputStream() {
        private long written;

        @Override
        public long getPos() {
          return written;
        }

        @Override
        public void write(int one) throws IOException {
          out.write(one);
          written++;
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
          out.write(bytes, from, length);
          written += length;
        }

        @Override
        public void flush() throws IOException {
          out.flush();
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
