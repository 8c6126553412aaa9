package io.cofire.data.recordings.read;

import java.util.Locale;
import java.util.Optional;

/**
 * The unit in which a recording's times were read, and who says so: the option, else the file, else
 * the data set, else the format.
 *
 * @param unit the unit, never {@link TimeUnit#BY_TYPE}
 * @param source who says so
 * @param reason the same in words, such as {@code the name of column timestamp_ns}
 */
public record TakenUnit(TimeUnit unit, Source source, String reason) {

  /** Who states a unit. */
  public enum Source {
    /** The user. */
    OPTION,
    /** A name or an attribute in the file. */
    FILE,
    /** The data set that the file is of. */
    DATASET,
    /** The definition of the format, or what is usual in it. */
    FORMAT
  }

  /** Of a format that defines its unit. */
  public static final TakenUnit MICROSECONDS =
      new TakenUnit(TimeUnit.MICROSECONDS, Source.FORMAT, "the format");

  /**
   * The unit of times in a format that does not define it.
   *
   * @param options the user's
   * @param named what the file states
   * @param where in the file, such as {@code the name of column t_ns}
   * @param fractional whether the times are floating-point numbers
   */
  public static TakenUnit of(
      DecodeOptions options, Optional<TimeUnit> named, String where, boolean fractional) {
    return stated(options, named, where).orElseGet(() -> byType(fractional));
  }

  /** The unit that the user or else the file or else the data set states. */
  public static Optional<TakenUnit> stated(
      DecodeOptions options, Optional<TimeUnit> named, String where) {
    Optional<TimeUnit> option =
        options.timeUnit() == TimeUnit.BY_TYPE
            ? options.columns().flatMap(ColumnOrder::unit)
            : Optional.of(options.timeUnit());
    return option
        .map(unit -> new TakenUnit(unit, Source.OPTION, "the option"))
        .or(() -> named.map(unit -> new TakenUnit(unit, Source.FILE, where)))
        .or(
            () ->
                options.ownUnit().map(unit -> new TakenUnit(unit, Source.DATASET, "the data set")));
  }

  /** The unit that is usual: seconds with fractions, whole microseconds. */
  public static TakenUnit byType(boolean fractional) {
    return new TakenUnit(
        TimeUnit.BY_TYPE.resolve(fractional),
        Source.FORMAT,
        fractional
            ? "times with fractions, which nothing states otherwise"
            : "whole times, which nothing states otherwise");
  }

  /** Whether neither the user nor the file nor the definition of its format states it. */
  public boolean isGuessed() {
    return equals(byType(true)) || equals(byType(false));
  }

  /** The unit in lower case: {@code microseconds}. */
  public String word() {
    return unit.name().toLowerCase(Locale.ROOT);
  }

  /** In words: {@code nanoseconds, by the name of column timestamp_ns}. */
  @Override
  public String toString() {
    return word() + ", by " + reason;
  }
}
