package io.cofire.data.shards;

import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** The Parquet schema of a shard; field numbers are the order below. */
final class ShardSchema {

  static final int ID = 0;
  static final int LABEL = 1;
  static final int WIDTH = 2;
  static final int HEIGHT = 3;
  static final int EVENTS = 4;
  static final int TIMES = 5;
  static final int XS = 6;
  static final int YS = 7;
  static final int POLARITIES = 8;

  static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          """
          message sample {
            required binary id (STRING);
            required int32 label;
            required int32 width;
            required int32 height;
            required int32 events;
            required binary times;
            required binary xs;
            required binary ys;
            required binary polarities;
          }
          """);

  private ShardSchema() {}
}
