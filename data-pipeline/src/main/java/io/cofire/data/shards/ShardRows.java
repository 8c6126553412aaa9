package io.cofire.data.shards;

import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;

/** The rows of one kind of shard, each the fields of its schema in the schema's order. */
abstract class ShardRows<T> extends WriteSupport<T> {

  private final MessageType schema;
  private final int version;
  private RecordConsumer out;

  /**
   * Rows of a schema.
   *
   * @param version of the format, for the file's metadata
   */
  ShardRows(MessageType schema, int version) {
    this.schema = schema;
    this.version = version;
  }

  /** What builds a writer of such rows, set as every shard's is. */
  final Builder<T> to(ShardFile file) {
    Builder<T> builder = new Builder<>(file, this);
    ShardFile.configure(builder);
    return builder;
  }

  /** Writes every field of a row, by {@link #integer} and {@link #binary}. */
  abstract void fields(T row);

  final void integer(int field, int value) {
    String name = schema.getFieldName(field);
    out.startField(name, field);
    out.addInteger(value);
    out.endField(name, field);
  }

  final void binary(int field, Binary value) {
    String name = schema.getFieldName(field);
    out.startField(name, field);
    out.addBinary(value);
    out.endField(name, field);
  }

  @Override
  public WriteContext init(Configuration configuration) {
    return new WriteContext(schema, Map.of(ShardFile.VERSION_KEY, String.valueOf(version)));
  }

  @Override
  public void prepareForWrite(RecordConsumer consumer) {
    out = consumer;
  }

  @Override
  public void write(T row) {
    out.startMessage();
    fields(row);
    out.endMessage();
  }

  /** Parquet's own, of these rows. */
  static final class Builder<T> extends ParquetWriter.Builder<T, Builder<T>> {
    private final ShardRows<T> rows;

    private Builder(ShardFile file, ShardRows<T> rows) {
      super(file);
      this.rows = rows;
    }

    @Override
    protected Builder<T> self() {
      return this;
    }

    @Override
    protected WriteSupport<T> getWriteSupport(Configuration configuration) {
      return rows;
    }
  }
}
