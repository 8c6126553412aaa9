package io.cofire.data.recordings.write;

import com.github.luben.zstd.Zstd;
import io.cofire.data.events.SensorGeometry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * AEDAT 4.0: the version line, a flatbuffer {@code IOHE} with the description of one stream of
 * events, then packets {@code EVTS} of up to 16,384 events, each in zstd. The file has no table of
 * its packets (position -1): readers go from one to the next.
 */
final class Aedat4Writer extends RecordingWriter {

  private static final int PACKET_EVENTS = 16_384;
  private static final int EVENT_BYTES = 16;
  private static final int EVENTS_START = 32; // behind the tables; a multiple of 8, as int64 need
  private static final int ZSTD = 3; // as the file's header calls it
  private static final int LEVEL = 3;
  private static final String VERSION = "#!AER-DAT4.0\r\n";

  private final OutputStream out;
  private final byte[] events = new byte[EVENTS_START + PACKET_EVENTS * EVENT_BYTES];
  private final ByteBuffer packet = ByteBuffer.wrap(events).order(ByteOrder.LITTLE_ENDIAN);
  private final byte[] packed = new byte[(int) Zstd.compressBound(packet.capacity())];

  Aedat4Writer(SensorGeometry sensor, OutputStream out) throws IOException {
    this.out = out;
    out.write(VERSION.getBytes(StandardCharsets.US_ASCII));
    out.write(header(streams(sensor)));
    packet.position(EVENTS_START);
  }

  private static String streams(SensorGeometry sensor) {
    return String.format(
        Locale.ROOT,
        """
        <dv version="2.0"><node name="outInfo" path="/mainloop/Recorder/outInfo/">\
        <node name="0" path="/mainloop/Recorder/outInfo/0/">\
        <attr key="compression" type="string">ZSTD</attr>\
        <attr key="originalModuleName" type="string">cofire</attr>\
        <attr key="originalOutputName" type="string">events</attr>\
        <attr key="typeDescription" type="string">Array of events (polarity ON/OFF).</attr>\
        <attr key="typeIdentifier" type="string">EVTS</attr>\
        <node name="info" path="/mainloop/Recorder/outInfo/0/info/">\
        <attr key="sizeX" type="int">%d</attr>\
        <attr key="sizeY" type="int">%d</attr>\
        <attr key="source" type="string">cofire</attr>\
        </node></node></node></dv>""",
        sensor.width(),
        sensor.height());
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The size, the root, the identifier, the vtable at 12, the table at 24, the string at 44. */
  private static byte[] header(String xml) {
    byte[] text = xml.getBytes(StandardCharsets.UTF_8);
    int size = 48 + text.length + 1 + 3 & ~3;
    byte[] bytes = new byte[size];
    ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(size - 4).putInt(24 - 4).put("IOHE".getBytes(StandardCharsets.US_ASCII));
    header.putShort((short) 10).putShort((short) 20); // lengths of the vtable and of the table
    header.putShort((short) 16).putShort((short) 8).putShort((short) 4); // places of the fields
    header.position(24);
    header.putInt(24 - 12).putInt(44 - 28).putLong(-1).putInt(ZSTD);
    header.putInt(text.length).put(text);
    return bytes;
  }

  @Override
  void write(long[] times, short[] xs, short[] ys, byte[] polarities, int count)
      throws IOException {
    for (int i = 0; i < count; i++) {
      packet.putLong(times[i]).putShort(xs[i]).putShort(ys[i]).putInt(polarities[i]);
      if (!packet.hasRemaining()) {
        flush();
      }
    }
  }

  /** The size, the root, the identifier, the vtable at 12, the table at 20, the events. */
  private void flush() throws IOException {
    int size = packet.position();
    int count = (size - EVENTS_START) / EVENT_BYTES;
    packet.position(0);
    packet.putInt(size - 4).putInt(20 - 4).put("EVTS".getBytes(StandardCharsets.US_ASCII));
    packet.putShort((short) 6).putShort((short) 8).putShort((short) 4);
    packet.position(20);
    packet.putInt(20 - 12).putInt(28 - 24).putInt(count);
    int length = (int) Zstd.compressByteArray(packed, 0, packed.length, events, 0, size, LEVEL);
    out.write(little(8).putInt(0).putInt(length).array()); // of stream 0
    out.write(packed, 0, length);
    packet.position(EVENTS_START);
  }

  @Override
  public void finish() throws IOException {
    if (packet.position() > EVENTS_START) {
      flush();
    }
  }
}
