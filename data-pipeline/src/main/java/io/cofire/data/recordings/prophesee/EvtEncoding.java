package io.cofire.data.recordings.prophesee;

import io.cofire.data.events.SensorGeometry;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.Endings;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.RecordingInput;
import io.cofire.data.recordings.read.SensorBounds;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/**
 * What Prophesee's RAW encodings have in common: a {@link PercentHeader} and then words of one
 * width, whose type is the upper four bits of one byte.
 *
 * @param format name of the encoding in the header
 * @param wordBytes width of a word
 * @param typeByte which byte of a word holds its type
 * @param knownTypes bit k is set where the type k is documented
 */
record EvtEncoding(String format, int wordBytes, int typeByte, int knownTypes) {

  static final Endings ENDINGS = Endings.of("raw");

  static final int TIME_HIGH = 8;

  /** Types other than events that EVT2 and EVT2.1 have: time high, trigger, others, continued. */
  static final int SERVICE_TYPES = 1 << TIME_HIGH | 1 << 10 | 1 << 14 | 1 << 15;

  private static final SensorGeometry ADDRESSABLE = new SensorGeometry(2048, 2048);

  /** Whether the header states this encoding, or states none and the words are plausible. */
  boolean accepts(String fileName, byte[] head) {
    Optional<PercentHeader> header = PercentHeader.of(head);
    if (header.isEmpty()) {
      return false;
    }
    Optional<String> stated = header.get().encoding();
    return stated.isPresent()
        ? stated.get().equals(format)
        : ENDINGS.end(fileName) && plausible(head, (int) header.get().bytes());
  }

  /** Whether all words from a place on are of documented types, and one is a time. */
  boolean plausible(byte[] head, int from) {
    boolean timed = false;
    for (int at = from; at + wordBytes <= head.length; at += wordBytes) {
      int type = head[at + typeByte] >>> 4 & 0xF;
      if ((knownTypes >>> type & 1) == 0) {
        return false;
      }
      timed |= type == TIME_HIGH;
    }
    return timed;
  }

  /**
   * Takes the header and gives the sensor: what the header states, else the reader's, else that of
   * the camera which the header names, else all that the words can address.
   */
  SensorGeometry open(RecordingInput input, DecodeOptions options) throws IOException {
    PercentHeader header = PercentHeader.read(input);
    if (header.endianness().orElse("little").equals("big")) {
      throw RecordingException.at(
          input.name(),
          0,
          "big-endian words",
          "expected little-endian ones; convert the recording");
    }
    header
        .encoding()
        .filter(stated -> !stated.equals(format))
        .ifPresent(
            stated ->
                input.findings().doubt("states " + stated + " in its header, read as " + format));
    return header
        .sensor(input.name())
        .or(options::sensor)
        .or(() -> camera(header))
        .orElse(ADDRESSABLE);
  }

  /**
   * The events of a vector that are on the sensor; each other one is handed to the tolerance, the
   * last one first.
   *
   * @param x column of the event of bit 0
   * @param valid bit k is set where there is an event at (x + k, y)
   */
  static int inside(SensorBounds bounds, long offset, long time, int x, int y, int valid)
      throws RecordingException {
    int left = valid;
    while (left != 0) {
      int last = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(left);
      if (x + last < bounds.width() && y < bounds.height()) {
        return left;
      }
      bounds.stray(offset, time, x + last, y);
      left ^= 1 << last;
    }
    return left;
  }

  private static Optional<SensorGeometry> camera(PercentHeader header) {
    String plugin = header.field("plugin_name").orElse("").toLowerCase(Locale.ROOT);
    if (plugin.contains("genx320")) {
      return Optional.of(new SensorGeometry(320, 320));
    }
    if (plugin.contains("gen3")) {
      return Optional.of(new SensorGeometry(640, 480));
    }
    return plugin.contains("gen4") || plugin.contains("imx636") || plugin.contains("imx646")
        ? Optional.of(new SensorGeometry(1280, 720))
        : Optional.empty();
  }
}
