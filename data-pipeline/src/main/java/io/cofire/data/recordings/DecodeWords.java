package io.cofire.data.recordings;

import io.cofire.data.errors.InvalidValue;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.filters.EventFilter;
import io.cofire.data.filters.FilterWords;
import io.cofire.data.recordings.read.ColumnOrder;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.FaultChoice;
import io.cofire.data.recordings.read.TimeUnit;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * {@link DecodeOptions} as words: what a command line, a data source, a manifest and a plan write.
 * What is not among the words stays as a data set, or the file, has it.
 *
 * @param words of the options that are stated, by {@link #NAMES name}; a preparation's filters
 *     among them
 */
public record DecodeWords(Map<String, String> words) implements Serializable {

  /** Names of the options, the order of the documents. */
  public static final List<String> NAMES =
      List.of(
          "format",
          "time-unit",
          "columns",
          "polarity",
          "orientation",
          "valid-bits",
          "sensor",
          "stream",
          "faults");

  private static final String FILTER = "filter";

  /** No option is stated. */
  public static final DecodeWords NONE = new DecodeWords(Map.of());

  private static final DecodeOptions CHECKED = // mirrors whatever is stated
      DecodeOptions.sensor(new SensorGeometry(1, 1));

  /**
   * Checks the values, and writes each in one way.
   *
   * @throws InvalidValue if one cannot be
   */
  public DecodeWords {
    words = canonical(words, name -> name);
  }

  /**
   * Words that a user wrote.
   *
   * @param given values by name, in upper or lower case
   * @param shown what the user calls an option, for messages
   * @throws InvalidValue if a value cannot be
   */
  public static DecodeWords of(Map<String, String> given, UnaryOperator<String> shown) {
    return new DecodeWords(canonical(given, shown));
  }

  private static Map<String, String> canonical(
      Map<String, String> given, UnaryOperator<String> shown) {
    Map<String, String> words = new TreeMap<>();
    given.forEach((name, value) -> words.put(name, canonical(name, value, shown.apply(name))));
    return Collections.unmodifiableSortedMap(new TreeMap<>(words));
  }

  private static String canonical(String name, String value, String shown) {
    return switch (name) {
      case "format" -> format(value, shown);
      case "time-unit" -> word(unit(value, shown));
      case "columns" -> columns(value, shown).toString();
      case "polarity" -> word(constant(CHECKED.polarity(), value, shown));
      case "orientation" -> word(constant(CHECKED.orientation(), value, shown));
      case "valid-bits" -> word(constant(CHECKED.validBits(), value, shown));
      case "sensor" -> size(value, shown).toString();
      case "stream" -> value.strip();
      case "faults" -> faults(value, shown).toString();
      case FILTER -> String.join(",", FilterWords.of(filters(value, shown)));
      default -> throw new InvalidValue("option", name, "expected one of " + NAMES);
    };
  }

  /** Options where what the words state replaces what the others say. */
  public DecodeOptions over(DecodeOptions others) {
    Optional<SensorGeometry> sensor = stated("sensor").map(value -> size(value, "sensor"));
    return new DecodeOptions(
        sensor.or(others::sensor),
        stated("format").or(others::format),
        stated("orientation")
            .map(value -> constant(others.orientation(), value, "orientation"))
            .orElse(others.orientation()),
        stated("polarity")
            .map(value -> constant(others.polarity(), value, "polarity"))
            .orElse(others.polarity()),
        stated("valid-bits")
            .map(value -> constant(others.validBits(), value, "valid-bits"))
            .orElse(others.validBits()),
        stated("time-unit").map(value -> unit(value, "time-unit")).orElse(others.timeUnit()),
        stated("columns").map(ColumnOrder::of).or(others::columns),
        stated("stream").or(others::stream),
        stated("faults").map(FaultChoice::of).orElse(others.faults()),
        others.ownUnit());
  }

  /** The same with filters for the events of each sample, in their order. */
  public DecodeWords filtering(List<EventFilter> filters) {
    Map<String, String> more = new TreeMap<>(words);
    more.put(FILTER, String.join(",", FilterWords.of(filters)));
    return filters.isEmpty() ? this : new DecodeWords(more);
  }

  /** Filters for the events of each sample, in their order; mostly none. */
  public List<EventFilter> filters() {
    return stated(FILTER).map(value -> filters(value, FILTER)).orElse(List.of());
  }

  private static List<EventFilter> filters(String value, String shown) {
    return FilterWords.filters(List.of(value.split(",")), shown);
  }

  private Optional<String> stated(String name) {
    return Optional.ofNullable(words.get(name));
  }

  /**
   * As a command line writes them: {@code --time-unit=nanoseconds}; nothing where none is stated.
   */
  @Override
  public String toString() {
    return words.entrySet().stream()
        .map(word -> "--" + word.getKey() + "=" + word.getValue())
        .collect(Collectors.joining(" "));
  }

  private static String format(String value, String shown) {
    if (!Recordings.formats().contains(value)) {
      throw new InvalidValue(
          shown, value, "expected one of " + String.join(", ", Recordings.formats()));
    }
    return value;
  }

  private static ColumnOrder columns(String value, String shown) {
    try {
      return ColumnOrder.of(value);
    } catch (InvalidValue e) {
      throw new InvalidValue(shown, e.value(), e.rule());
    }
  }

  private static FaultChoice faults(String value, String shown) {
    try {
      return FaultChoice.of(value);
    } catch (InvalidValue e) {
      throw new InvalidValue(shown, e.value(), e.rule());
    }
  }

  /**
   * A size as people write it, such as 34x34.
   *
   * @param shown what the user calls it
   * @throws InvalidValue if it is none
   */
  public static SensorGeometry size(String value, String shown) {
    if (!value.strip().matches("[0-9]{1,6} *[xX] *[0-9]{1,6}")) {
      throw new InvalidValue(shown, value, "expected WIDTHxHEIGHT, such as 34x34");
    }
    String[] sides = value.strip().split(" *[xX] *", 2);
    try {
      return new SensorGeometry(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
    } catch (InvalidValue e) {
      throw new InvalidValue(shown, value, "expected WIDTHxHEIGHT, sides in 1..65536");
    }
  }

  /** A unit by its name or abbreviation, or that the type of the times decides. */
  private static TimeUnit unit(String value, String shown) {
    return TimeUnit.named(value).orElseGet(() -> constant(TimeUnit.BY_TYPE, value, shown));
  }

  private static <E extends Enum<E>> E constant(E one, String value, String shown) {
    E[] all = one.getDeclaringClass().getEnumConstants();
    for (E constant : all) {
      if (word(constant).equalsIgnoreCase(value.strip().replace('_', '-'))) {
        return constant;
      }
    }
    throw new InvalidValue(
        shown,
        value,
        Arrays.stream(all)
            .map(DecodeWords::word)
            .collect(Collectors.joining(", ", "expected one of ", "")));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
