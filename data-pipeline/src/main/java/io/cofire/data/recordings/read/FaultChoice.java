package io.cofire.data.recordings.read;

import io.cofire.data.errors.InvalidValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What becomes of a recording that has faults: it is refused, or what is sound of it is kept.
 *
 * @param ending what is kept where a file ends too early
 * @param strays most events outside the sensor that are dropped, in percent of a recording's
 *     events, rounded up to whole events; where it is empty, one refuses the recording
 */
public record FaultChoice(Ending ending, Optional<BigDecimal> strays) {

  /** Every fault refuses the recording. */
  public static final FaultChoice REJECT = new FaultChoice(Ending.NOTHING, Optional.empty());

  private static final String REJECT_WORD = "reject";
  private static final String KEEP_WORD = "keep-whole";
  private static final String DROP_WORD = "drop-outside";
  private static final String USUAL_SHARE = "0.1"; // percent
  private static final Pattern DROP =
      Pattern.compile(DROP_WORD + "(?::([0-9]{1,3}(?:\\.[0-9]{1,6})?)%)?");
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /** What is kept of a file that ends within an event or a packet. */
  public enum Ending {
    /** Nothing: it is refused. */
    NOTHING,
    /** The events, or the parts of a recording, that are whole. */
    WHOLE
  }

  /** Writes the share in one way. */
  public FaultChoice {
    strays = strays.map(share -> new BigDecimal(share.stripTrailingZeros().toPlainString()));
  }

  /**
   * A choice as users write it: {@code reject}, or {@code keep-whole}, {@code drop-outside} or
   * {@code drop-outside:0.5%}, or both with a comma between them.
   *
   * @throws InvalidValue if it is none
   */
  public static FaultChoice of(String text) {
    List<String> words = List.of(text.strip().toLowerCase(Locale.ROOT).split("\\s*,\\s*", -1));
    if (words.equals(List.of(REJECT_WORD))) {
      return REJECT;
    }
    Ending ending = Ending.NOTHING;
    Optional<BigDecimal> strays = Optional.empty();
    for (String word : words) {
      Matcher drop = DROP.matcher(word);
      if (word.equals(KEEP_WORD) && ending == Ending.NOTHING) {
        ending = Ending.WHOLE;
      } else if (drop.matches() && strays.isEmpty()) {
        strays = Optional.of(share(drop.group(1), text));
      } else {
        throw invalid(text);
      }
    }
    return new FaultChoice(ending, strays);
  }

  private static BigDecimal share(String percent, String text) {
    BigDecimal share = new BigDecimal(percent == null ? USUAL_SHARE : percent);
    if (share.signum() == 0 || share.compareTo(HUNDRED) > 0) {
      throw invalid(text);
    }
    return share;
  }

  private static InvalidValue invalid(String text) {
    return new InvalidValue(
        "faults",
        text,
        "expected reject, or keep-whole, drop-outside or both with a comma between them; a share of up to 100% may follow, drop-outside:0.5%");
  }

  /** Whether what is whole is kept of a file that ends too early. */
  public boolean keepsWhole() {
    return ending == Ending.WHOLE;
  }

  /** Whether events outside the sensor are dropped, up to the share. */
  public boolean dropsOutside() {
    return strays.isPresent();
  }

  /**
   * How many events outside the sensor may be dropped.
   *
   * @param events of the recording, those outside the sensor too
   */
  public long most(long events) {
    return strays
        .map(share -> share.multiply(BigDecimal.valueOf(events)))
        .map(hundredfold -> hundredfold.divide(HUNDRED, 0, RoundingMode.CEILING).longValue())
        .orElse(0L);
  }

  /** As users write it, with the share. */
  @Override
  public String toString() {
    List<String> words = new ArrayList<>();
    if (keepsWhole()) {
      words.add(KEEP_WORD);
    }
    strays.ifPresent(share -> words.add(DROP_WORD + ":" + share.toPlainString() + "%"));
    return words.isEmpty() ? REJECT_WORD : String.join(",", words);
  }
}
