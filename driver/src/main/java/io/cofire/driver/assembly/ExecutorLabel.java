package io.cofire.driver.assembly;

import java.util.Locale;
import org.apache.spark.SparkEnv;

/** How errors and figures name the process that they come from. */
public final class ExecutorLabel {

  private ExecutorLabel() {}

  /** This process, such as {@code node-7 (executor 2)}. */
  public static String here() {
    SparkEnv env = SparkEnv.get();
    return String.format(
        Locale.ROOT,
        "%s (executor %s)",
        env.blockManager().blockManagerId().host(),
        env.executorId());
  }
}
