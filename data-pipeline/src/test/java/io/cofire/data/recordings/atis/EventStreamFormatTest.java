package io.cofire.data.recordings.atis;

import static io.cofire.data.recordings.Decoding.bytes;
import static io.cofire.data.recordings.Decoding.events;
import static io.cofire.data.recordings.Decoding.little;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.events.EventStream;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.recordings.Decoding;
import io.cofire.data.recordings.read.DecodeOptions;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class EventStreamFormatTest {

  private static final DecodeOptions NONE = DecodeOptions.none();

  @Test
  void dvsTimesAreDifferencesAndOverflowsAddTo127() throws IOException {
    byte[] file =
        bytes(
            header(1, 320, 240),
            event(2 * 5 + 1, 319, 0),
            0xFF,
            0xFF,
            event(2 * 126, 0, 239),
            event(2 * 127, 1, 2), // 0xfe is an event
            0xFF);
    assertThat(events("a.es", file, NONE)).containsExactly("5 319 0 1", "385 0 239 0", "512 1 2 0");
    assertThat(Decoding.read("a.es", file, NONE).geometry())
        .isEqualTo(new SensorGeometry(320, 240));
  }

  @Test
  void atisExposureEventsAreSkippedButTheirTimeCounts() throws IOException {
    byte[] file =
        bytes(
            header(2, 304, 240),
            event(4 * 5 + 2, 303, 0), // ON
            event(4 * 7 + 1, 9, 9), // exposure
            0b11111110, // 2 * 63 us
            0b11111100, // nothing
            event(4 * 62, 0, 239)); // OFF
    assertThat(events("a.es", file, NONE)).containsExactly("5 303 0 1", "200 0 239 0");
  }

  @Test
  void otherKindsAndVersionsAreRefused() {
    assertThatThrownBy(() -> events("a.es", header(4, 10, 10), NONE))
        .hasMessage(
            "Cannot read recording a.es: kind of events at byte 15 (expected 1 (DVS) or 2 (ATIS), found 4 (colour))");
    byte[] old = header(1, 10, 10);
    old[12] = 1;
    assertThatThrownBy(() -> events("a.es", old, NONE))
        .hasMessage(
            "Cannot read recording a.es: version of the format at byte 12 (expected 2.x, found 1.0.0)");
  }

  @Test
  void anEventOutsideTheSensorNamesItsByte() {
    assertThatThrownBy(() -> events("a.es", bytes(header(1, 10, 10), 0xFF, event(2, 10, 3)), NONE))
        .hasMessage(
            "Cannot read recording a.es: event outside the sensor at byte 21 (expected x < 10 and y < 10, found x 10 and y 3)");
  }

  @Test
  void truncationsAndBitFlipsGiveOneErrorOrEvents() throws IOException {
    for (int kind = 1; kind <= 2; kind++) {
      byte[] file = bytes(header(kind, 320, 240), event(40, 319, 0), 0xFF, 0xFF, event(80, 0, 239));
      Decoding.requireCleanTruncations("a.es", file, NONE);
      Decoding.requireCleanBitFlips("a.es", file, NONE);
    }
  }

  /** More than a window, so that events and overflows lie on its edges. */
  @Test
  void longFilesKeepTheirTime() throws IOException {
    byte[][] parts = new byte[20_000][];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = bytes(0xFF, event(2 * (i % 100), i % 320, i % 240));
    }
    byte[] file = bytes(header(1, 320, 240), bytes((Object[]) parts));
    long time = 0;
    EventStream events = Decoding.read("a.es", file, NONE);
    assertThat(events.size()).isEqualTo(parts.length);
    for (int i = 0; i < parts.length; i++) {
      time += 127 + i % 100;
      assertThat(events.timesMicros()[i]).isEqualTo(time);
      assertThat((int) events.xs()[i]).isEqualTo(i % 320);
    }
  }

  private static byte[] header(int kind, int width, int height) {
    return bytes("Event Stream", 2, 0, 0, kind, little(width, 2), little(height, 2));
  }

  private static byte[] event(int first, int x, int y) {
    return bytes(first, little(x, 2), little(y, 2));
  }
}
