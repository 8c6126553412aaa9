package io.cofire.driver.assembly;

import io.cofire.data.errors.InvalidValue;
import io.cofire.driver.recipe.Nearest;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.apache.spark.SparkConf;
import scala.Tuple2;

/**
 * What Cofire's own keys in Spark's configuration may hold. Read later, a wrong one would end a job
 * in some process; a misspelt one would be as if it were not there.
 */
public final class SettingRules {

  private static final String FAMILY = "spark.cofire.";
  private static final String TRANSPORT = FAMILY + "io.";

  private static final Map<String, Rule> RULES =
      new TreeMap<>(
          Map.of(
              FAMILY + "diskCache",
              new Rule(
                  "must be off or a size such as 100g",
                  (c, k) -> JobSettings.diskCacheBytes(c).orElse(1) >= 1),
              FAMILY + "hosts",
              new Rule(
                  "must be a number of processes, or 0 for as many as there are",
                  (c, k) -> c.getInt(k, 0) >= 0),
              FAMILY + "deadline",
              new Rule("must be a time such as 120s", (c, k) -> c.getTimeAsMs(k) > 0),
              FAMILY + "bucket",
              new Rule("must be a size such as 16m", (c, k) -> c.getSizeAsBytes(k) >= Float.BYTES),
              FAMILY + "bindAddress",
              new Rule("must be an address of this machine", (c, k) -> !c.get(k).isBlank()),
              FAMILY + "port",
              new Rule("must be in 0..65535", (c, k) -> c.getInt(k, 0) >>> 16 == 0),
              FAMILY + "maxRestarts",
              new Rule("must be a number, 0 or more", (c, k) -> c.getInt(k, 0) >= 0),
              FAMILY + "slotsWait",
              new Rule("must be a time such as 120s", (c, k) -> c.getTimeAsMs(k) >= 0),
              FAMILY + "cache",
              new Rule("must be a size such as 1g", (c, k) -> c.getSizeAsBytes(k) >= 0),
              FAMILY + "loaderThreads",
              new Rule("must be a number of threads, 1 or more", (c, k) -> c.getInt(k, 1) >= 1)));

  private record Rule(String text, BiPredicate<SparkConf, String> holds) {}

  private SettingRules() {}

  /**
   * Checks every key of ours that is set.
   *
   * @throws InvalidValue naming the first that is wrong or unknown
   */
  public static void require(SparkConf conf) {
    for (Tuple2<String, String> setting : conf.getAllWithPrefix(FAMILY)) {
      String key = FAMILY + setting._1();
      if (!key.startsWith(TRANSPORT)) {
        require(conf, key, setting._2());
      }
    }
  }

  private static void require(SparkConf conf, String key, String value) {
    Rule rule = RULES.get(key);
    if (rule == null) {
      throw new InvalidValue(
          key,
          value,
          Nearest.to(key, RULES.keySet())
              .map(near -> "there is no such setting; did you mean " + near + "?")
              .orElse("there is no such setting; known are " + String.join(", ", RULES.keySet())));
    }
    boolean holds;
    try {
      holds = rule.holds().test(conf, key);
    } catch (IllegalArgumentException e) { // Spark's for no number, no time, no size
      holds = false;
    }
    if (!holds) {
      throw new InvalidValue(key, value, rule.text());
    }
  }
}
