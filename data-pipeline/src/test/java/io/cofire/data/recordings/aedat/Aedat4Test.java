package io.cofire.data.recordings.aedat;

import static io.cofire.data.recordings.Decoding.bytes;
import static io.cofire.data.recordings.Decoding.events;
import static io.cofire.data.recordings.Decoding.little;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import io.cofire.data.SharedData;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.recordings.Decoding;
import io.cofire.data.recordings.RecordingFactsTest;
import io.cofire.data.recordings.read.DecodeOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** AEDAT 4.0 by hand-made files; real ones are in {@link RecordingFactsTest}. */
class Aedat4Test {

  private static final DecodeOptions NONE = DecodeOptions.none();
  private static final String XML =
      "<dv version=\"2.0\"><node name=\"outInfo\"><node name=\"0\">"
          + "<attr key=\"typeIdentifier\">FRME</attr></node><node name=\"1\">"
          + "<attr key=\"typeIdentifier\">EVTS</attr><node name=\"info\">"
          + "<attr key=\"sizeX\">346</attr><attr key=\"sizeY\">260</attr></node></node></node></dv>";

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void everyCompressionDecodes(int kind) throws IOException {
    byte[] file = file(kind, XML, -1);
    assertThat(events("a.aedat4", file, NONE))
        .containsExactly("1589163147368868 345 259 1", "1589163147368869 0 7 0", "5 1 2 1");
    assertThat(Decoding.read("a.aedat4", file, NONE).geometry())
        .isEqualTo(new SensorGeometry(346, 260));
  }

  @Test
  void packetsEndWhereTheDataTableBegins() throws IOException {
    byte[] file = file(0, XML, -1);
    byte[] withTable = bytes(file(0, XML, file.length), "whatever is in the table");
    assertThat(events("a.aedat4", withTable, NONE)).isEqualTo(events("a.aedat4", file, NONE));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3})
  void truncationsAndBitFlipsGiveOneErrorOrEvents(int kind) throws IOException {
    byte[] file = file(kind, XML, -1);
    Decoding.requireCleanTruncations("a.aedat4", file, NONE);
    Decoding.requireCleanBitFlips("a.aedat4", file, NONE, 3);
  }

  @Test
  void aDamagedRealFileGivesOneErrorOrEvents() throws IOException {
    Path path = SharedData.require("aedat4").resolve("event_vision_library_sample.aedat4");
    byte[] start = Arrays.copyOf(Files.readAllBytes(path), 60_000);
    for (int length = 0; length < start.length; length += 997) {
      Decoding.requireClean("a.aedat4", Arrays.copyOf(start, length), NONE, "length " + length);
    }
  }

  @Test
  void aDescriptionWithoutStreamsLeavesThemToTheirPackets() throws IOException {
    assertThat(events("a.aedat4", file(0, "<dv/>", -1), NONE))
        .isEqualTo(events("a.aedat4", file(0, XML, -1), NONE));
    assertThat(events("a.aedat4", file(3, "", -1), NONE)).hasSize(3);
  }

  @Test
  void aFileWithoutEventsOrWithAnotherCompressionIsRefused() {
    assertThatThrownBy(() -> events("a.aedat4", file(0, XML.replace("EVTS", "TRIG"), -1), NONE))
        .hasMessage(
            "Cannot read recording a.aedat4: no stream of events at byte 14 (expected one of type EVTS, found streams [0, 1])");
    assertThatThrownBy(() -> events("a.aedat4", file(9, XML, -1), NONE))
        .hasMessage(
            "Cannot read recording a.aedat4: compression at byte 14 (expected 0 to 4, found 9)");
  }

  @Test
  void anAbsurdSizeAllocatesNothing() throws IOException {
    byte[] file = bytes(file(0, XML, -1), little(1, 4), little(2_147_483_647, 4), "few");
    int start = file.length - 3;
    assertThatThrownBy(() -> events("a.aedat4", file, NONE))
        .hasMessage(
            "Cannot read recording a.aedat4: packet truncated at byte %d (need 2147483647, found 3)"
                .formatted(start));
  }

  private static byte[] file(int kind, String xml, long table) throws IOException {
    // Table at 24: distance 16 back to the vtable at 8; fields at 8 (int32), 16 (int64), 4 (string)
    byte[] header =
        bytes(
            little(24, 4),
            "IOHE",
            bytes(little(10, 2), little(24, 2), little(8, 2), little(16, 2), little(4, 2)),
            new byte[6],
            bytes(little(16, 4), little(20, 4), little(kind, 4), new byte[4], little(table, 8)),
            bytes(little(xml.length(), 4), xml));
    byte[] first =
        eventPacket(
            event(1_589_163_147_368_868L, 345, 259, 1), event(1_589_163_147_368_869L, 0, 7, 0));
    return bytes(
        "#!AER-DAT4.0\r\n",
        little(header.length, 4),
        header,
        packet(kind, 1, first),
        packet(kind, 0, bytes("a frame")),
        packet(kind, 1, eventPacket(event(5, 1, 2, 1))));
  }

  /** A size-prefixed flatbuffer EVTS: the vtable at 8, the table at 16, its vector at 24. */
  private static byte[] eventPacket(byte[]... events) {
    byte[] all = bytes((Object[]) events);
    byte[] buffer =
        bytes(
            bytes(little(16, 4), "EVTS", little(6, 2), little(8, 2), little(4, 2), new byte[2]),
            bytes(little(8, 4), little(4, 4), little(events.length, 4)),
            all);
    return bytes(little(buffer.length, 4), buffer);
  }

  private static byte[] event(long time, int x, int y, int on) {
    return bytes(little(time, 8), little(x, 2), little(y, 2), on, new byte[3]);
  }

  private static byte[] packet(int kind, int stream, byte[] content) throws IOException {
    byte[] packed =
        switch (kind) {
          case 1, 2 -> lz4(content);
          case 3, 4 -> Zstd.compress(content);
          default -> content;
        };
    return bytes(little(stream, 4), little(packed.length, 4), packed);
  }

  private static byte[] lz4(byte[] content) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new FramedLZ4CompressorOutputStream(packed)) {
      out.write(content);
    }
    return packed.toByteArray();
  }
}
