package io.cofire.data.recordings.read;

import java.util.Locale;

/** An option that says something of some formats alone. */
public enum Particular {
  /** {@link DecodeOptions#timeUnit()}. */
  TIME_UNIT,
  /** {@link DecodeOptions#columns()}. */
  COLUMNS,
  /** {@link DecodeOptions#stream()}. */
  STREAM,
  /** {@link DecodeOptions#validBits()}. */
  VALID_BITS;

  /** Whether options state it. */
  public boolean isStated(DecodeOptions options) {
    return switch (this) {
      case TIME_UNIT -> options.timeUnit() != TimeUnit.BY_TYPE;
      case COLUMNS -> options.columns().isPresent();
      case STREAM -> options.stream().isPresent();
      case VALID_BITS -> options.validBits() != ValidBits.IGNORED;
    };
  }

  /** As a command line writes it: {@code time-unit}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
