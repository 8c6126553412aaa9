package io.cofire.data.recordings.aedat;

import io.cofire.data.events.SensorGeometry;
import io.cofire.data.recordings.read.ByteWindow;
import io.cofire.data.recordings.read.RecordingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The text header of AEDAT 1 to 3: lines that begin with {@code #}, up to an end line or the first
 * byte that is not the beginning of such a line. A record of data may begin with {@code #} too; it
 * then holds control characters before its line feed, which text does not.
 *
 * @param chip what {@code # AEChip:} or {@code #Source N:} names, in lower case, or nothing
 * @param encoding what {@code #Format:} names, or nothing
 * @param ended whether there was an end line
 */
record AedatHeader(String chip, String encoding, boolean ended) {

  private static final Map<String, SensorGeometry> SENSORS =
      Map.of(
          "tmpdiff128", new SensorGeometry(128, 128),
          "dvs128", new SensorGeometry(128, 128),
          "davis128", new SensorGeometry(128, 128),
          "davis208", new SensorGeometry(208, 192),
          "davis240", new SensorGeometry(240, 180),
          "davis346", new SensorGeometry(346, 260),
          "davis640", new SensorGeometry(640, 480));

  /** Takes the header, which may be missing. */
  static AedatHeader read(ByteWindow window) throws IOException {
    String chip = "";
    String encoding = "";
    while (window.has(1) && window.bytes[window.position()] == '#') {
      int length = lineLength(window);
      if (length < 0) {
        break;
      }
      String line =
          new String(window.bytes, window.position(), length, StandardCharsets.ISO_8859_1).strip();
      window.advance(length);
      if (line.equals("#!END-HEADER") || line.equals("#End Of ASCII Header")) {
        return new AedatHeader(chip, encoding, true);
      }
      if (line.startsWith("# AEChip:") || (line.startsWith("#Source ") && chip.isEmpty())) {
        chip = line.substring(line.indexOf(':') + 1).strip().toLowerCase(Locale.ROOT);
      } else if (line.startsWith("#Format:")) {
        encoding = line.substring("#Format:".length()).strip();
      }
    }
    return new AedatHeader(chip, encoding, false);
  }

  /** Size of the sensor that the header names. */
  Optional<SensorGeometry> sensor() {
    return SENSORS.entrySet().stream()
        .filter(entry -> chip.contains(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** Length of the line with its line feed, or -1 if what begins here is no text. */
  private static int lineLength(ByteWindow window) throws IOException {
    window.fill();
    for (int at = window.position(); at < window.limit(); at++) {
      byte next = window.bytes[at];
      if (next == '\n') {
        return at + 1 - window.position();
      }
      if (next >= 0 && next < ' ' && next != '\t' && next != '\r') {
        return -1;
      }
    }
    if (window.available() == ByteWindow.SIZE) {
      throw RecordingException.at(
          window.name(), window.offset(), "header line longer than " + ByteWindow.SIZE + " bytes");
    }
    throw RecordingException.at(window.name(), window.offset(), "header line without an end");
  }
}
