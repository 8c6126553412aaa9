package io.cofire.driver.cli;

import io.cofire.data.files.Secrets;
import io.cofire.driver.averaging.AveragingJob;
import io.cofire.driver.cluster.ClusterSettings;
import io.cofire.driver.recipe.Recipe;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** Spark for the length of one command, with the settings that its job cannot do without. */
record Session(SparkSession spark) implements AutoCloseable {

  private static final Duration MASTER_STARTS = Duration.ofSeconds(10);

  /** For preparation and evaluation. */
  static Session plain(String name) {
    return start(new SparkConf(), name);
  }

  /** For training. */
  static Session of(Recipe recipe, String name) {
    SparkConf conf = new SparkConf();
    if (recipe.training().sync() == Recipe.Sync.AVERAGING) {
      AveragingJob.configure(conf);
    }
    return start(conf, name);
  }

  private static Session start(SparkConf conf, String name) {
    conf.setAppName(Secrets.masked(name)) // it is on Spark's pages
        .setIfMissing("spark.master", "local[*]");
    ClusterSettings.setRight(conf)
        .forEach(
            told -> LegibleWriter.of(System.err).printf(Locale.ROOT, "cofire: %s%n", told).flush());
    if (conf.get("spark.master").startsWith("local")) { // here an executor's end is the command's
      conf.setIfMissing("spark.executor.killOnFatalErrorDepth", "0");
    }
    SparkSettings.require(conf);
    ScratchRoom.requireRoom();
    String master = conf.get("spark.master");
    Masters.require(master, MASTER_STARTS);
    SparkSession spark = started(conf);
    if (spark.sparkContext().isStopped()) {
      throw Masters.silent(master, "it takes connections, but no application");
    }
    return new Session(spark);
  }

  /** Spark refuses settings that it can read and cannot run with only when it starts. */
  private static SparkSession started(SparkConf conf) {
    try {
      return SparkSession.builder().config(conf).getOrCreate();
    } catch (Exception e) { // Scala's are not declared
      Optional<String> refused = SparkSettings.refused(e);
      if (refused.isPresent()) {
        throw new UsageException("Cannot start Spark with these settings: " + refused.get());
      }
      throw e;
    }
  }

  JavaSparkContext context() {
    return JavaSparkContext.fromSparkContext(spark.sparkContext());
  }

  Configuration hadoop() {
    return spark.sparkContext().hadoopConfiguration();
  }

  /** The full form of a path: executors work in other directories. */
  String located(String path) throws IOException {
    return Located.path(hadoop(), path);
  }

  /** The recipe with the full path of its data. */
  Recipe located(Recipe recipe) throws IOException {
    return Located.recipe(hadoop(), recipe);
  }

  @Override
  public void close() {
    ProcessEnd.stop(spark::stop, () -> spark.sparkContext().setLogLevel("OFF"));
  }
}
