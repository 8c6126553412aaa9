package io.cofire.ops.tensor;

import io.cofire.data.errors.InvalidValue;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * How many threads an engine's library may use for one rank: OMP_NUM_THREADS, or one. Without a
 * setting the libraries would take every core for every rank, and give a result that depends on the
 * machine.
 */
public final class ThreadsPerRank {

  private static final String VARIABLE = "OMP_NUM_THREADS";
  private static final Pattern COUNTS = Pattern.compile("0*[1-9]\\d{0,3}( *, *\\d{1,4})*");

  private ThreadsPerRank() {}

  /**
   * The setting of this process.
   *
   * @throws InvalidValue if it is no number of threads, or OpenMP may give fewer
   */
  public static int setting() {
    int threads = of(System.getenv(VARIABLE));
    requireGiven(threads, System.getenv());
    return threads;
  }

  /** oneDNN's threads wait for one another, for ever if OpenMP has started fewer than it said. */
  static void requireGiven(int threads, Map<String, String> environment) {
    if (threads == 1) {
      return;
    }
    new Fewer("OMP_DYNAMIC", "false", value -> value.matches("(?i)true|1"))
        .refuse(environment, threads);
    new Fewer("OMP_MAX_ACTIVE_LEVELS", "1, or unset it", value -> value.matches("0+"))
        .refuse(environment, threads);
    new Fewer(
            "OMP_THREAD_LIMIT",
            threads + " or more, or unset it",
            value -> value.matches("\\d{1,9}") && Integer.parseInt(value) < threads)
        .refuse(environment, threads);
  }

  /** A variable some values of which give fewer threads than a rank counts on. */
  private record Fewer(String variable, String remedy, Predicate<String> gives) {

    void refuse(Map<String, String> environment, int threads) {
      String value = environment.getOrDefault(variable, "").strip();
      if (gives.test(value)) {
        throw new InvalidValue(
            variable,
            value,
            String.format(
                Locale.ROOT,
                "lets OpenMP start fewer than the %d threads of %s, which wait for one another for ever; set it to %s",
                threads,
                VARIABLE,
                remedy));
      }
    }
  }

  /**
   * Accepts one number alone, for libraries that read no more.
   *
   * @param library who it is
   * @throws InvalidValue if it is a list, or stands between blanks
   */
  public static void requireOne(String library) {
    requireOne(System.getenv(VARIABLE), library);
  }

  static void requireOne(String setting, String library) {
    int threads = of(setting);
    if (setting != null && !setting.isEmpty() && !setting.matches("\\d+")) {
      throw new InvalidValue(
          VARIABLE, setting, library + " reads one number and nothing else; set it to " + threads);
    }
  }

  /** OpenMP takes one number for each level of nested threads; a rank has one level. */
  static int of(String setting) {
    if (setting == null || setting.isBlank()) {
      return 1;
    }
    String counts = setting.strip();
    if (!COUNTS.matcher(counts).matches()) {
      throw new InvalidValue(VARIABLE, setting, "must be a number of threads, such as 1");
    }
    return Integer.parseInt(counts.split(",", -1)[0].strip());
  }
}
