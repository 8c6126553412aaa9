package io.cofire.data.shards;

import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** The Parquet schema of a shard of images; field numbers are the order below. */
final class ImageSchema {

  static final int NAME = 0;
  static final int LABEL = 1;
  static final int BYTES = 2;

  static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          """
          message image {
            required binary name (STRING);
            required int32 label;
            required binary bytes;
          }
          """);

  private ImageSchema() {}
}
