package io.cofire.driver.cli;

import io.cofire.data.errors.Causes;
import io.cofire.data.errors.InvalidValue;
import io.cofire.driver.assembly.SettingRules;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkException;
import org.apache.spark.internal.config.ConfigEntry;
import org.apache.spark.internal.config.ConfigEntry$;
import org.apache.spark.internal.config.Kryo$;
import org.apache.spark.internal.config.Network$;
import org.apache.spark.internal.config.Status$;
import org.apache.spark.internal.config.UI$;
import org.apache.spark.internal.config.package$;
import scala.Tuple2;

/** Spark's configuration before Spark starts: a value that cannot be read is the user's mistake. */
final class SparkSettings {

  /** Spark knows a key once the object that declares it is loaded. */
  private static final List<Object> FAMILIES =
      List.of(package$.MODULE$, Network$.MODULE$, UI$.MODULE$, Kryo$.MODULE$, Status$.MODULE$);

  /** In what Spark says of a cluster that has ended an application. */
  private static final Pattern APPLICATION = Pattern.compile("(?i)application");

  /** What Spark divides by. */
  private static final List<String> COUNTS = List.of("spark.task.cpus", "spark.executor.cores");

  private SparkSettings() {}

  /**
   * Reads every setting by the rules of whom it belongs to.
   *
   * @throws InvalidValue naming the first that is wrong
   */
  static void require(SparkConf conf) {
    SettingRules.require(conf);
    FAMILIES.forEach(Objects::requireNonNull);
    for (Tuple2<String, String> setting : conf.getAll()) {
      ConfigEntry<?> entry = ConfigEntry$.MODULE$.findEntry(setting._1());
      if (entry != null) {
        requireReadable(conf, setting._1(), entry);
      }
    }
    for (String key : COUNTS) {
      if (conf.getInt(key, 1) < 1) {
        throw new InvalidValue(key, conf.get(key), "must be at least 1");
      }
    }
  }

  /** Why Spark does not start with its settings; empty if it was something else. */
  static Optional<String> refused(Throwable start) {
    Throwable root = Causes.root(start);
    String said = String.valueOf(root.getMessage()).lines().findFirst().orElse("");
    boolean refused =
        root instanceof IllegalArgumentException
            || root instanceof ClassNotFoundException
            || (root instanceof SparkException && !APPLICATION.matcher(said).find());
    String word = root instanceof ClassNotFoundException ? "there is no class " + said : said;
    return refused ? Optional.of(word) : Optional.empty();
  }

  private static void requireReadable(SparkConf conf, String key, ConfigEntry<?> entry) {
    try {
      conf.get(entry);
    } catch (IllegalArgumentException e) {
      String why = String.valueOf(Causes.root(e).getMessage());
      throw new InvalidValue(
          key,
          conf.get(key),
          String.format(
              Locale.ROOT, "Spark cannot read it: %s", why.lines().findFirst().orElse("")));
    }
  }
}
