package io.cofire.driver.cli;

import io.cofire.driver.assembly.Assembly;
import io.cofire.driver.assembly.HostData;
import io.cofire.driver.recipe.Recipe;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;

/** What is looked at before Spark is started, which takes seconds, and on a cluster minutes. */
final class Preflight {

  private Preflight() {}

  /** File systems as Spark's settings have them. */
  static Configuration hadoop() {
    return SparkHadoopUtil.get().newConfiguration(new SparkConf());
  }

  /**
   * Refuses a recipe that does not fit its data.
   *
   * @throws io.cofire.data.errors.InvalidValue if it does not
   */
  static void requireFits(Recipe recipe) {
    Assembly.of(recipe, HostData.shards(recipe, hadoop()));
  }
}
