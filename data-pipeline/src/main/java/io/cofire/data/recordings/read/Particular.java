package io.cofire.data.recordings.read;

import java.util.Locale;
import java.util.function.Predicate;

/** An option that says something of some formats alone. */
public enum Particular {
  /** {@link DecodeOptions#timeUnit()}. */
  TIME_UNIT(options -> options.timeUnit() != TimeUnit.BY_TYPE),
  /** {@link DecodeOptions#columns()}. */
  COLUMNS(options -> options.columns().isPresent()),
  /** {@link DecodeOptions#stream()}. */
  STREAM(options -> options.stream().isPresent()),
  /** {@link DecodeOptions#validBits()}. */
  VALID_BITS(options -> options.validBits() != ValidBits.IGNORED);

  private final Predicate<DecodeOptions> stated;

  Particular(Predicate<DecodeOptions> stated) {
    this.stated = stated;
  }

  /** Whether options state it. */
  public boolean isStated(DecodeOptions options) {
    return stated.test(options);
  }

  /** As a command line writes it: {@code time-unit}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
