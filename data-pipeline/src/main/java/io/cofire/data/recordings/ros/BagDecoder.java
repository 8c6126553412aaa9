package io.cofire.data.recordings.ros;

import io.cofire.data.events.EventSink;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.Endings;
import io.cofire.data.recordings.read.InputBytes;
import io.cofire.data.recordings.read.Particular;
import io.cofire.data.recordings.read.RecordingDecoder;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.RecordingInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;

/**
 * Bags of ROS 1 (wiki.ros.org/Bags/Format/2.0): the line {@code #ROSBAG V2.0}, then records of
 * uint32 length and {@link BagFields fields}, uint32 length and data. Field {@code op} says what a
 * record is: 2 a message of connection {@code conn}, 5 a chunk of such records, packed as {@code
 * compression} says, 7 a connection; others are skipped. A bag without an index is read too.
 *
 * <p>Of topics with {@link EventArrays events} one is read ({@link BagTopics}).
 */
final class BagDecoder implements RecordingDecoder {

  private static final Endings ENDINGS = Endings.of("bag");

  private static final String MAGIC = "#ROSBAG V";
  private static final String VERSION = MAGIC + "2.0";
  private static final int LINE = 32;
  private static final int MESSAGE = 2;
  private static final int CHUNK = 5;
  private static final int CONNECTION = 7;

  @Override
  public String format() {
    return "rosbag";
  }

  @Override
  public Endings endings() {
    return ENDINGS;
  }

  @Override
  public String looksLike() {
    return VERSION;
  }

  @Override
  public boolean accepts(String fileName, byte[] head) {
    return new String(head, 0, Math.min(head.length, MAGIC.length()), StandardCharsets.ISO_8859_1)
        .equals(MAGIC);
  }

  @Override
  public Set<Particular> obeyed() {
    return Set.of(Particular.STREAM);
  }

  @Override
  public SensorGeometry decode(RecordingInput input, DecodeOptions options, EventSink sink)
      throws IOException {
    String version = input.line(LINE);
    if (!version.equals(VERSION)) {
      throw RecordingException.at(
          input.name(), 0, "bag", "expected " + VERSION + ", found " + version);
    }
    BagTopics topics = new BagTopics(options.stream(), input.findings());
    EventArrays events = new EventArrays(input, sink, options.sensor());
    InputBytes storage = new InputBytes(input);
    PushbackInputStream bytes = new PushbackInputStream(storage);
    BagBytes file = BagBytes.of(input.name(), bytes, storage);
    try {
      for (int next = bytes.read(); next >= 0; next = bytes.read()) {
        bytes.unread(next);
        file.at(input.position() - 1);
        record(file, topics, events, true);
      }
    } catch (RecordingException e) {
      if (!e.isCut()) {
        throw e;
      }
      input.cut(input.position() - file.place(), e);
    }
    if (!topics.any()) {
      throw RecordingException.at(
          input.name(),
          input.position(),
          "events of the bag",
          "expected " + topics.expected() + ", found " + topics.found());
    }
    return events.end();
  }

  /** Reads a record of the file, or of a chunk. */
  private static void record(BagBytes in, BagTopics topics, EventArrays events, boolean outside)
      throws IOException {
    BagFields header = BagFields.read(in);
    BagBytes data = in.part(in.number("record"), "record");
    int kind = header.small("op");
    if (kind == CONNECTION) {
      connection(header, data, topics);
    } else if (kind == MESSAGE && topics.isRead(header.number("conn"))) {
      events.read(data);
    } else if (kind == CHUNK && outside) {
      chunk(header, data, topics, events);
    }
    data.skipRest("record");
  }

  private static void connection(BagFields header, BagBytes data, BagTopics topics)
      throws IOException {
    topics.add(header.number("conn"), header.text("topic"), BagFields.read(data, data.left()));
  }

  private static void chunk(BagFields header, BagBytes data, BagTopics topics, EventArrays events)
      throws IOException {
    BagBytes records = data.unpacked(open(header.text("compression"), data), header.number("size"));
    while (records.left() > 0) {
      record(records, topics, events, false);
    }
  }

  private static InputStream open(String compression, BagBytes packed) throws IOException {
    try {
      return switch (compression) {
        case "none" -> packed;
        case "lz4" -> new FramedLZ4CompressorInputStream(packed);
        case "bz2" -> new BZip2CompressorInputStream(packed);
        default -> throw packed.wrong("compression of a chunk", "none, lz4 or bz2", compression);
      };
    } catch (RecordingException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw packed.failed(e);
    }
  }
}
