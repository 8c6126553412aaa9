package io.cofire.driver.cli;

import io.cofire.driver.assembly.Assembly;
import io.cofire.driver.assembly.HostData;
import io.cofire.driver.recipe.Recipe;
import io.cofire.ops.tensor.Engines;
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
   * Refuses a recipe that does not fit its data, or, where this process is the executor too, an
   * engine that this machine cannot run.
   *
   * @throws io.cofire.data.errors.InvalidValue if it does not fit
   * @throws io.cofire.ops.tensor.EngineException if this machine lacks what the engine loads
   */
  static void requireFits(Recipe recipe) {
    requireEngine(recipe);
    Assembly.of(recipe, HostData.shards(recipe, hadoop()));
  }

  /**
   * Refuses an engine that this machine cannot run, where this process is the executor too.
   *
   * @throws io.cofire.ops.tensor.EngineException if this machine lacks what the engine loads
   */
  static void requireEngine(Recipe recipe) {
    if (new SparkConf().get("spark.master", "local").matches("local(\\[.*)?")) {
      Engines.requireHere(recipe.run().engine(), recipe.run().where(), recipe.run().precision());
    }
  }
}
