package io.cofire.data.recordings.aedat;

import io.cofire.data.events.EventSink;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.recordings.aedat.FlatTable.Malformed;
import io.cofire.data.recordings.aedat.PacketBytes.Compression;
import io.cofire.data.recordings.read.ByteWindow;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.Endings;
import io.cofire.data.recordings.read.EventBlock;
import io.cofire.data.recordings.read.Findings;
import io.cofire.data.recordings.read.MeasuringSink;
import io.cofire.data.recordings.read.Particular;
import io.cofire.data.recordings.read.RecordingDecoder;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.RecordingInput;
import io.cofire.data.recordings.read.SensorBounds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/**
 * AEDAT 4.0 of DV: the line {@code #!AER-DAT4.0} CR LF; a size-prefixed flatbuffer {@code IOHE}
 * (field 0 compression, int32; field 1 position of the data table, int64, -1 for none; field 2 an
 * XML description of the streams); then packets of int32 stream, int32 size and that many bytes:
 * compressed as a whole, each a size-prefixed flatbuffer. Packets end where the data table begins,
 * or with the file.
 *
 * <p>A packet of events ({@code EVTS}) has a vector of structs in field 0, 16 bytes each,
 * little-endian: int64 time in microseconds (Unix time), int16 x, int16 y, uint8 polarity (1 = ON).
 * One stream of events is read ({@link Aedat4Stream}); frames, IMU samples, triggers and other
 * streams are skipped.
 */
final class Aedat4Decoder implements RecordingDecoder {

  private static final Endings ENDINGS = Endings.of("aedat4", "aedat");

  private static final String MAGIC = "#!AER-DAT4";
  private static final int VERSION_BYTES = 14;
  private static final int EVENT_BYTES = 16;
  private static final int HEADER_LIMIT = 16 << 20;

  @Override
  public String format() {
    return "aedat4";
  }

  @Override
  public Endings endings() {
    return ENDINGS;
  }

  @Override
  public String looksLike() {
    return "#!AER-DAT4.0";
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
    ByteWindow window = new ByteWindow(input);
    window.require(VERSION_BYTES, "version line");
    window.advance(VERSION_BYTES);
    Header header = header(window, options, input.findings());
    Optional<SensorGeometry> sensor = header.stream().sensor().or(options::sensor);
    MeasuringSink measured = new MeasuringSink(sink);
    EventBlock block = new EventBlock(sensor.isPresent() ? sink : measured);
    Packets packets = new Packets(window, header, SensorBounds.of(input, sensor));
    try {
      while (window.offset() < header.end() && window.has(1)) {
        packets.decode(block);
      }
    } catch (RecordingException e) {
      if (!e.isCut()) {
        throw e;
      }
      input.cut(input.position() - packets.start, e);
    }
    block.flush();
    return measured.sensor(sensor);
  }

  private static final class Packets {

    private final ByteWindow window;
    private final SensorBounds bounds;
    private final PacketBytes packet;
    private final boolean undescribed;
    private int read; // number of the stream
    private long start; // offset of the packet

    Packets(ByteWindow window, Header header, SensorBounds bounds) {
      this.window = window;
      this.bounds = bounds;
      this.packet = new PacketBytes(window, header.compression());
      this.undescribed = !header.stream().described();
      this.read = header.stream().number();
    }

    void decode(EventBlock block) throws IOException {
      start = window.offset();
      window.require(8, "packet header");
      int stream = ByteWindow.littleInt(window.bytes, window.position());
      int packed = ByteWindow.littleInt(window.bytes, window.position() + 4);
      if (packed < 0) {
        throw window.wrong(start, "packet header", "a size from 0", packed);
      }
      window.advance(8);
      if (stream != read && !undescribed) {
        window.skip(packed, "packet");
        return;
      }
      packet.take(packed);
      if (stream != read && hasEvents(packet)) {
        read = taken(read, stream, window.input().findings());
      }
      if (stream == read) {
        events(packet, bounds, start, block);
      }
    }
  }

  /** Of streams without a description, the first that has events is read. */
  private static int taken(int read, int stream, Findings findings) {
    if (read == Aedat4Stream.UNKNOWN) {
      return stream;
    }
    findings.read(String.valueOf(read));
    findings.leave(String.valueOf(stream));
    return read;
  }

  private static boolean hasEvents(PacketBytes packet) {
    return packet.size() >= 4 && FlatTable.hasIdentifier(packet.bytes(), 4, packet.size(), "EVTS");
  }

  private record Header(Compression compression, long end, Aedat4Stream stream) {}

  private static Header header(ByteWindow window, DecodeOptions options, Findings findings)
      throws IOException {
    long start = window.offset();
    window.require(4, "header");
    long size = 4 + (ByteWindow.littleInt(window.bytes, window.position()) & 0xFFFF_FFFFL);
    if (size > HEADER_LIMIT) {
      throw window.wrong(start, "header", "at most " + HEADER_LIMIT + " bytes", size);
    }
    PacketBytes whole = new PacketBytes(window, Compression.NONE);
    whole.take(size);
    try {
      FlatTable table = FlatTable.root(whole.bytes(), 4, whole.size());
      int kind = table.integer(0, 0);
      Compression compression =
          switch (kind) {
            case 0 -> Compression.NONE;
            case 1, 2 -> Compression.LZ4; // 2: with more effort when writing
            case 3, 4 -> Compression.ZSTD;
            default -> throw window.wrong(start, "compression", "0 to 4", kind);
          };
      long end = table.longInteger(1, -1);
      String xml = table.string(2).orElse("");
      Aedat4Stream stream =
          Aedat4Stream.events(xml, options.stream(), findings, window.name(), start);
      return new Header(compression, end < 0 ? Long.MAX_VALUE : end, stream);
    } catch (Malformed e) {
      throw window.wrong(start + 4 + e.place(), "header", "a flatbuffer IOHE", e.getMessage());
    }
  }

  private static void events(PacketBytes packet, SensorBounds bounds, long start, EventBlock block)
      throws RecordingException {
    byte[] bytes = packet.bytes();
    if (packet.size() < 4) {
      throw malformed(bounds, start, packet.size() + " bytes");
    }
    int end = packet.size();
    if (!FlatTable.hasIdentifier(bytes, 4, end, "EVTS")) {
      throw malformed(bounds, start, "another one");
    }
    try {
      FlatTable.Vector events = FlatTable.root(bytes, 4, end).structs(0, EVENT_BYTES);
      int at = events.start();
      for (int left = events.size(); left > 0; ) {
        if (block.room() == 0) {
          block.flush();
        }
        int count = Math.min(left, block.room());
        decode(bytes, at, count, bounds, start, block);
        left -= count;
        at += count * EVENT_BYTES;
      }
    } catch (Malformed e) {
      throw malformed(bounds, start, e.getMessage());
    }
  }

  private static void decode(
      byte[] bytes, int from, int count, SensorBounds bounds, long start, EventBlock block)
      throws RecordingException {
    int width = bounds.width();
    int height = bounds.height();
    int size = block.size;
    for (int i = 0, at = from; i < count; i++, at += EVENT_BYTES) {
      long word = ByteWindow.littleLong(bytes, at + 8);
      int x = (short) word;
      int y = (short) (word >>> 16);
      if (x < 0 || y < 0 || x >= width || y >= height) {
        bounds.stray(start, ByteWindow.littleLong(bytes, at), x, y);
        continue;
      }
      block.times[size] = ByteWindow.littleLong(bytes, at);
      block.xs[size] = (short) x;
      block.ys[size] = (short) y;
      block.polarities[size] = (byte) ((word >>> 32 & 0xFF) == 0 ? 0 : 1);
      size++;
    }
    block.size = size;
  }

  private static RecordingException malformed(SensorBounds bounds, long start, String found) {
    return RecordingException.at(
        bounds.input().name(),
        start,
        "packet of the event stream",
        "expected a flatbuffer EVTS, found " + found);
  }
}
