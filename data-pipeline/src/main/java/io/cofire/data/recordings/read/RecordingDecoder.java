package io.cofire.data.recordings.read;

import io.cofire.data.events.EventSink;
import io.cofire.data.events.SensorGeometry;
import java.io.IOException;
import java.util.Set;

/** Reads one file format, streaming, within the bounds of the bytes. Stateless. */
public interface RecordingDecoder {

  /** Name of the format, such as {@code atis-bin}. */
  String format();

  /** What the names of its files end with; {@link #accepts} need not ask for it. */
  Endings endings();

  /** What its files look like, for messages: extensions or magic bytes. */
  String looksLike();

  /**
   * Whether a file is of this format; at most one decoder may say so of one file. Formats with
   * magic bytes look at these alone, the others at the extension and at whether the content is
   * plausible.
   *
   * @param fileName name of the file, in lower case
   * @param head its first bytes, at most 4096
   */
  boolean accepts(String fileName, byte[] head);

  /** Options of some formats alone that say something of this one. */
  default Set<Particular> obeyed() {
    return Set.of();
  }

  /**
   * Decodes all events.
   *
   * @param input the file from its first byte
   * @param options what is known beyond the file
   * @param sink takes the events in the order of the file
   * @return size of the sensor
   * @throws RecordingException if the content is wrong
   * @throws IOException if the storage fails
   */
  SensorGeometry decode(RecordingInput input, DecodeOptions options, EventSink sink)
      throws IOException;
}
