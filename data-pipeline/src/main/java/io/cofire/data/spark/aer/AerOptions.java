package io.cofire.data.spark.aer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cofire.data.errors.InvalidValue;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.recordings.Recordings;
import io.cofire.data.recordings.read.DecodeOptions;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a reader of the source asked for.
 *
 * @param paths files, folders or globs
 * @param rows what a row is
 * @param labels where labels come from
 * @param mode what becomes of a recording that cannot be read
 * @param decoding the options of {@link DecodeOptions} as words, by their names in lower case
 * @param nameGlob files whose name does not fit are passed over; all fit where it is empty
 */
record AerOptions(
    List<String> paths,
    Rows rows,
    Labels labels,
    Mode mode,
    Map<String, String> decoding,
    String nameGlob)
    implements Serializable {

  /** What a row is. */
  enum Rows {
    RECORDING,
    EVENT
  }

  /** Where labels come from. */
  enum Labels {
    NONE,
    FOLDER
  }

  /** What becomes of a recording that cannot be read. */
  enum Mode {
    PERMISSIVE,
    DROPMALFORMED,
    FAILFAST
  }

  private static final Set<String> DECODING =
      Set.of("sensor", "format", "orientation", "polarity", "validbits", "timeunit", "textorder");
  private static final Set<String> OTHERS =
      Set.of("path", "paths", "explode", "label", "mode", "pathglobfilter");
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Checks what is used on executors already here. */
  AerOptions {
    decoding = Map.copyOf(decoding);
    decode(decoding);
  }

  /**
   * Reads options by name, upper or lower case alike.
   *
   * @throws IllegalArgumentException if one is unknown or has no possible value, or no path is
   *     there
   */
  static AerOptions of(Map<String, String> given) {
    Map<String, String> options = new TreeMap<>();
    given.forEach((name, value) -> options.put(name.toLowerCase(Locale.ROOT), value));
    for (String name : options.keySet()) {
      if (!DECODING.contains(name) && !OTHERS.contains(name)) {
        throw invalid(
            name,
            options.get(name),
            "there is no such option; known: path, explode, label, mode, pathGlobFilter, sensor,"
                + " format, orientation, polarity, validBits, timeUnit, textOrder");
      }
    }
    Map<String, String> decoding = new TreeMap<>(options);
    decoding.keySet().retainAll(DECODING);
    return new AerOptions(
        paths(options),
        explode(options.getOrDefault("explode", "false")),
        word(options, "label", Labels.NONE),
        word(options, "mode", Mode.PERMISSIVE),
        decoding,
        options.getOrDefault("pathglobfilter", ""));
  }

  /** What the decoder is told. */
  DecodeOptions decode() {
    return decode(decoding);
  }

  private static DecodeOptions decode(Map<String, String> words) {
    DecodeOptions none = DecodeOptions.none();
    Optional<String> format = Optional.ofNullable(words.get("format"));
    if (format.isPresent() && !Recordings.formats().contains(format.get())) {
      throw invalid(
          "format", format.get(), "expected one of " + String.join(", ", Recordings.formats()));
    }
    return new DecodeOptions(
        Optional.ofNullable(words.get("sensor")).map(AerOptions::sensor),
        format,
        word(words, "orientation", none.orientation()),
        word(words, "polarity", none.polarity()),
        word(words, "validBits", none.validBits()),
        word(words, "timeUnit", none.timeUnit()),
        word(words, "textOrder", none.textOrder()));
  }

  private static List<String> paths(Map<String, String> options) {
    if (options.containsKey("path")) {
      return List.of(options.get("path"));
    }
    try {
      String[] paths = MAPPER.readValue(options.getOrDefault("paths", "[]"), String[].class);
      if (paths.length > 0) {
        return List.of(paths);
      }
    } catch (JsonProcessingException e) {
      throw invalid("paths", options.get("paths"), "expected a JSON list of strings");
    }
    throw new IllegalArgumentException(
        "Cannot read recordings: no path was given (expected load(\"PATH\") or the option path)");
  }

  private static Rows explode(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "true" -> Rows.EVENT;
      case "false" -> Rows.RECORDING;
      default -> throw invalid("explode", value, "expected true or false");
    };
  }

  private static SensorGeometry sensor(String value) {
    String[] sides = value.toLowerCase(Locale.ROOT).split("x", -1);
    try {
      if (sides.length == 2) {
        return new SensorGeometry(
            Integer.parseInt(sides[0].strip()), Integer.parseInt(sides[1].strip()));
      }
    } catch (IllegalArgumentException e) {
      throw invalid("sensor", value, "expected WIDTHxHEIGHT, sides in 1..65536");
    }
    throw invalid("sensor", value, "expected WIDTHxHEIGHT, such as 34x34");
  }

  private static <E extends Enum<E>> E word(Map<String, String> words, String name, E otherwise) {
    String value = words.get(name.toLowerCase(Locale.ROOT));
    if (value == null) {
      return otherwise;
    }
    for (E constant : otherwise.getDeclaringClass().getEnumConstants()) {
      if (shown(constant).equalsIgnoreCase(value.replace('_', '-'))) {
        return constant;
      }
    }
    throw invalid(
        name,
        value,
        Arrays.stream(otherwise.getDeclaringClass().getEnumConstants())
            .map(AerOptions::shown)
            .collect(Collectors.joining(", ", "expected one of ", "")));
  }

  private static String shown(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static IllegalArgumentException invalid(String name, String value, String remedy) {
    return new InvalidValue(
        String.format(Locale.ROOT, "option %s of source aer", name), value, remedy);
  }
}
