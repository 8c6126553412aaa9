package io.cofire.data.recordings.columns.numpy;

import io.cofire.data.pickle.PickleBytes;
import io.cofire.data.pickle.RefusedPickle;
import io.cofire.data.recordings.columns.numpy.NumpyHeader.Field;
import io.cofire.data.recordings.columns.numpy.PickledArrays.Array;
import io.cofire.data.recordings.read.ByteWindow;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.EventBlock;
import io.cofire.data.recordings.read.Findings;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.RecordingInput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Events in packets: {@code np.save} of a list of arrays of one structure, one an event, as
 * Bullying10K has them (dv's {@code numpy()} packets) and EventMind its bins. They follow each
 * other as they are listed; None is an empty one. The file is held in memory.
 */
final class PickledPackets {

  private static final int LARGEST = 1 << 30; // bytes of a file, which is some 60 million events

  private PickledPackets() {}

  /**
   * Hands all events on.
   *
   * @param window what is behind the header, up to the end of the file
   * @throws RecordingException if it is no list of packets
   */
  static void decode(ByteWindow window, DecodeOptions options, Findings findings, EventBlock block)
      throws IOException {
    long start = window.offset();
    byte[] bytes = rest(window, start);
    List<Array> packets;
    try (PickleBytes pickle = new PickleBytes(new ByteArrayInputStream(bytes), bytes.length)) {
      packets = packets(new PickledArrays().next(pickle), bytes.length);
    } catch (RefusedPickle | ClassCastException | NullPointerException e) {
      throw window.wrong(
          start,
          "array of objects",
          "a list of arrays of one structure with t, x, y, p",
          e instanceof RefusedPickle ? e.getMessage() : "another object");
    }
    if (packets.isEmpty()) {
      block.flush();
      return;
    }
    List<Field> fields = packets.get(0).type().fields();
    List<InputStream> parts = new ArrayList<>();
    long rows = 0;
    for (Array packet : packets) {
      parts.add(new ByteArrayInputStream(packet.bytes()));
      rows += packet.rows();
    }
    int rowBytes = (int) packets.get(0).rowBytes();
    RecordingInput joined =
        window.input().member("packets", new SequenceInputStream(Collections.enumeration(parts)));
    NumpyHeader header = new NumpyHeader(fields, rows, rowBytes, rows, false);
    NumpyRows.of(new ByteWindow(joined), header, options, findings).decode(block);
  }

  private static byte[] rest(ByteWindow window, long start) throws IOException {
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    while (window.has(1)) {
      if (rest.size() > LARGEST - window.available()) {
        throw window.wrong(start, "size of an array of objects", "at most 1 GiB", "more");
      }
      rest.write(window.bytes, window.position(), window.available());
      window.advance(window.available());
    }
    return rest.toByteArray();
  }

  /** Those that are not empty, which must be of one structure and no more than the file holds. */
  private static List<Array> packets(Object top, long file) {
    List<Array> packets = new ArrayList<>();
    long left = file; // a pickle may name one array many times
    for (Object item : ((Array) top).objects()) {
      if (item == null || ((Array) item).rows() == 0) {
        continue;
      }
      Array packet = (Array) item;
      left -= packet.bytes().length;
      requireAlike(packets.isEmpty() ? packet : packets.get(0), packet, left);
      packets.add(packet);
    }
    return packets;
  }

  private static void requireAlike(Array first, Array packet, long left) {
    long rows = packet.rows();
    long rowBytes = first.rowBytes();
    List<Field> fields = packet.type().fields();
    boolean whole =
        rows > 0
            && rows <= packet.bytes().length
            && rowBytes <= ByteWindow.SIZE
            && packet.bytes().length == rows * rowBytes;
    boolean inside =
        fields.stream().allMatch(f -> f.at() >= 0 && f.at() <= rowBytes - f.type().bytes());
    if (!whole || !inside || fields.isEmpty() || !fields.equals(first.type().fields())) {
      throw new RefusedPickle(
          String.format(
              Locale.ROOT,
              "a packet of %d elements in %d bytes with fields %s",
              rows,
              packet.bytes().length,
              fields.stream().map(Field::name).toList()));
    }
    if (left < 0) {
      throw new RefusedPickle("packets of more bytes than the file has");
    }
  }
}
