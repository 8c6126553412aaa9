package io.cofire.data.recordings.prophesee;

import io.cofire.data.events.SensorGeometry;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.RecordingInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The text header of Prophesee's DAT and RAW files: lines {@code % KEYWORD VALUE}, up to a line
 * {@code % end} or the first bytes that are not {@code "% "}.
 *
 * @param fields values by keyword, both in lower case
 * @param bytes its length
 */
record PercentHeader(Map<String, String> fields, long bytes) {

  private static final String MARK = "% ";
  private static final int LINE_LIMIT = 4096;
  private static final int LINES_LIMIT = 1000;
  private static final PercentHeader NONE = new PercentHeader(Map.of(), 0);

  /** Takes the header, which may be missing. */
  static PercentHeader read(RecordingInput input) throws IOException {
    Map<String, String> fields = new HashMap<>();
    for (int lines = 0; input.startsWith(MARK); lines++) {
      if (lines == LINES_LIMIT) {
        throw RecordingException.at(
            input.name(), input.position(), "header longer than " + LINES_LIMIT + " lines");
      }
      String[] words = input.line(LINE_LIMIT).substring(MARK.length()).strip().split("\\s+", 2);
      String keyword = words[0].toLowerCase(Locale.ROOT);
      if (keyword.equals("end")) {
        break;
      }
      fields.put(keyword, words.length == 2 ? words[1].toLowerCase(Locale.ROOT) : "");
    }
    return new PercentHeader(fields, input.position());
  }

  /** The header as far as it lies in the first bytes of a file; empty where it goes on. */
  static Optional<PercentHeader> of(byte[] head) {
    if (head.length == 0 || head[0] != MARK.charAt(0)) {
      return Optional.of(NONE); // asked of every file by every decoder of the family
    }
    try {
      return Optional.of(read(new RecordingInput("", new ByteArrayInputStream(head))));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Whether there is a header. */
  boolean isPresent() {
    return bytes > 0;
  }

  /** The value of a keyword. */
  Optional<String> field(String keyword) {
    return Optional.ofNullable(fields.get(keyword));
  }

  /**
   * The encoding of a RAW file: {@code evt2}, {@code evt21}, {@code evt3} or another name. The line
   * {@code format NAME;KEY=VALUE;...} says it, and in older files {@code evt 2.0}.
   */
  Optional<String> encoding() {
    Optional<String> format = field("format").map(value -> value.split(";", 2)[0]);
    return format.isPresent()
        ? format
        : field("evt").map(version -> "evt" + version.replace(".0", "").replace(".", ""));
  }

  /** The byte order that a RAW file states. */
  Optional<String> endianness() {
    Optional<String> parameter = parameter("endianness");
    return parameter.isPresent() ? parameter : field("endianness");
  }

  /**
   * The sensor that the header states: by {@code geometry WxH}, by the parameters of {@code
   * format}, or by {@code width} and {@code height}.
   *
   * @throws RecordingException if it states an impossible one
   */
  Optional<SensorGeometry> sensor(String recording) throws RecordingException {
    Optional<String> geometry = field("geometry");
    if (geometry.isPresent()) {
      String[] sides = geometry.get().split("x", -1);
      return Optional.of(
          sensor(recording, sides[0], sides.length == 2 ? sides[1] : geometry.get()));
    }
    Optional<String> width = parameter("width").or(() -> field("width"));
    Optional<String> height = parameter("height").or(() -> field("height"));
    return width.isPresent() && height.isPresent()
        ? Optional.of(sensor(recording, width.get(), height.get()))
        : Optional.empty();
  }

  private static SensorGeometry sensor(String recording, String width, String height)
      throws RecordingException {
    try {
      return new SensorGeometry(Integer.parseInt(width), Integer.parseInt(height));
    } catch (IllegalArgumentException e) {
      throw RecordingException.at(
          recording,
          0,
          "header states no possible sensor",
          String.format(
              Locale.ROOT, "expected sides of 1 to 65536, found %s and %s", width, height));
    }
  }

  private Optional<String> parameter(String key) {
    for (String parameter : field("format").orElse("").split(";", -1)) {
      if (parameter.startsWith(key + "=")) {
        return Optional.of(parameter.substring(key.length() + 1));
      }
    }
    return Optional.empty();
  }
}
