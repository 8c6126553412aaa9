package io.cofire.data.recordings.aedat;

import io.cofire.data.events.EventSink;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.recordings.read.ByteWindow;
import io.cofire.data.recordings.read.EventBlock;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.SensorBounds;
import java.io.IOException;
import java.util.Locale;

/**
 * Records of AEDAT 1 and 2, big-endian: an address of 2 or 4 bytes, then the time in microseconds,
 * 32 bits, unsigned: the first is taken as it is, and each other one as the time nearest to the one
 * before that has these bits. So a counter that wraps goes on, and an event that is late around a
 * wrap is a step back.
 */
final class AddressRecords {

  private static final int TIME_BYTES = 4;

  private final ByteWindow window;
  private final int addressBytes;
  private final AddressLayout layout;
  private final SensorBounds bounds;
  private long previous;
  private boolean begun;

  AddressRecords(ByteWindow window, int addressBytes, AddressLayout layout, SensorGeometry sensor) {
    this.window = window;
    this.addressBytes = addressBytes;
    this.layout = layout;
    this.bounds = SensorBounds.of(window.input(), sensor);
  }

  void decode(EventSink sink) throws IOException {
    EventBlock block = new EventBlock(sink);
    int recordBytes = addressBytes + TIME_BYTES;
    sink.expect(window.likelyRemaining() / recordBytes);
    while (window.has(recordBytes)) {
      int records = Math.min(window.available() / recordBytes, EventBlock.CAPACITY);
      decode(block, records);
      window.advance(records * recordBytes);
      block.flush();
    }
    if (window.available() > 0) {
      int rest = window.available();
      RecordingException cut =
          RecordingException.truncated(window.name(), window.offset(), recordBytes, rest);
      window.input().cut(rest, cut);
    }
  }

  private void decode(EventBlock block, int records) throws RecordingException {
    byte[] bytes = window.bytes;
    int step = addressBytes + TIME_BYTES;
    int start = window.position();
    int end = start + records * step;
    if (!begun && records > 0) {
      previous = ByteWindow.bigInt(bytes, start + addressBytes) & 0xFFFF_FFFFL;
      begun = true;
    }
    long last = previous;
    int size = 0;
    for (int at = start; at < end; at += step) {
      int address =
          addressBytes == 4 ? ByteWindow.bigInt(bytes, at) : ByteWindow.bigShort(bytes, at);
      long time = last + (ByteWindow.bigInt(bytes, at + addressBytes) - (int) last);
      last = time;
      if ((address & layout.skipped) != 0 && (address < 0 || (address & layout.foreign) == 0)) {
        continue;
      }
      int x = address >>> layout.xShift & layout.xMask;
      int y = address >>> layout.yShift & layout.yMask;
      if (x >= bounds.width() || y >= bounds.height() || (address & layout.foreign) != 0) {
        requireOwn(window.offset() + at - start, address);
        bounds.stray(window.offset() + at - start, time, x, y);
        continue;
      }
      block.times[size] = time;
      block.xs[size] = (short) x;
      block.ys[size] = (short) y;
      block.polarities[size] = (byte) (address >>> layout.polarityShift & 1);
      size++;
    }
    previous = last;
    block.size = size;
  }

  private void requireOwn(long offset, int address) throws RecordingException {
    if ((address & layout.foreign) != 0) {
      throw RecordingException.at(
          window.name(),
          offset,
          "address of another chip",
          String.format(
              Locale.ROOT,
              "expected a %s address, found %08x; for a DAVIS, state the size of its sensor",
              layout,
              address));
    }
  }
}
