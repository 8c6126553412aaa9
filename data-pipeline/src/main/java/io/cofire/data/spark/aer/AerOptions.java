package io.cofire.data.spark.aer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cofire.data.errors.InvalidValue;
import io.cofire.data.recordings.DecodeWords;
import io.cofire.data.recordings.read.DecodeOptions;
import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
 * @param decoding how recordings are read
 * @param nameGlob files whose name does not fit are passed over; all fit where it is empty
 */
record AerOptions(
    List<String> paths, Rows rows, Labels labels, Mode mode, DecodeWords decoding, String nameGlob)
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

  private static final Set<String> OTHERS =
      Set.of("path", "paths", "explode", "label", "mode", "pathglobfilter");
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Checks what is used on executors already here. */
  AerOptions {
    decoding.over(DecodeOptions.none());
  }

  /**
   * Reads options by name, upper or lower case alike.
   *
   * @throws IllegalArgumentException if one is unknown or has no possible value, or no path is
   *     there
   */
  static AerOptions of(Map<String, String> given) {
    Map<String, String> options = new TreeMap<>();
    given.forEach(
        (name, value) -> options.put(name.toLowerCase(Locale.ROOT).replace("-", ""), value));
    Map<String, String> decoding = new HashMap<>();
    for (String name : DecodeWords.NAMES) {
      String value = options.remove(name.replace("-", ""));
      if (value != null) {
        decoding.put(name, value);
      }
    }
    for (String name : options.keySet()) {
      if (!OTHERS.contains(name)) {
        throw invalid(
            name,
            options.get(name),
            "there is no such option; known: path, explode, label, mode, pathGlobFilter, "
                + DecodeWords.NAMES.stream()
                    .map(AerOptions::camelCase)
                    .collect(Collectors.joining(", ")));
      }
    }
    return new AerOptions(
        paths(options),
        explode(options.getOrDefault("explode", "false")),
        word(options, "label", Labels.NONE),
        word(options, "mode", Mode.PERMISSIVE),
        DecodeWords.of(decoding, name -> shownOption(camelCase(name))),
        options.getOrDefault("pathglobfilter", ""));
  }

  /** What the decoder is told. */
  DecodeOptions decode() {
    return decoding.over(DecodeOptions.none());
  }

  private static String camelCase(String name) {
    int dash = name.indexOf('-');
    return dash < 0
        ? name
        : name.substring(0, dash)
            + name.substring(dash + 1, dash + 2).toUpperCase(Locale.ROOT)
            + name.substring(dash + 2);
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
    return new InvalidValue(shownOption(name), value, remedy);
  }

  private static String shownOption(String name) {
    return String.format(Locale.ROOT, "option %s of source aer", name);
  }
}
