package io.cofire.driver.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.errors.InvalidValue;
import io.cofire.data.spark.LocalSpark;
import io.cofire.driver.assembly.Misfits.Misfit;
import io.cofire.driver.averaging.AveragingJob;
import io.cofire.driver.checkpoint.RunDirectory;
import io.cofire.driver.cluster.ClusterSettings;
import io.cofire.driver.cluster.EvaluationJob;
import io.cofire.driver.cluster.TrainingJob;
import io.cofire.driver.recipe.Recipe;
import io.cofire.driver.recipe.Recipe.Sync;
import io.cofire.driver.run.TrainingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What does not fit never becomes a Spark job. */
@Timeout(120)
class RefusedJobsTest {

  @TempDir static Path folder;

  private static Misfits misfits;
  private static SparkSession spark;

  @BeforeAll
  static void start() throws IOException {
    misfits = Misfits.in(folder);
    SparkConf conf = AveragingJob.configure(LocalSpark.conf("local[2]"));
    ClusterSettings.required().forEach(conf::set);
    spark = SparkSession.builder().config(conf).getOrCreate();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  static List<Misfit> misfitsOfBothModes() {
    return Misfits.ofBothModes();
  }

  @ParameterizedTest
  @MethodSource("misfitsOfBothModes")
  void noJobIsStartedInEitherModeOrToEvaluate(Misfit misfit) throws IOException {
    RunDirectory run = new RunDirectory(folder.resolve("run").toString());
    Recipe step = misfits.recipe(misfit, Sync.STEP);
    assertRefused(misfit, () -> TrainingJob.run(spark, step, run, TrainingListener.NONE));
    assertRefused(misfit, () -> EvaluationJob.run(spark, step, run, run + "/checkpoints/any"));
    Recipe averaging = misfits.recipe(misfit, Sync.AVERAGING);
    assertRefused(misfit, () -> AveragingJob.run(spark, averaging, run, TrainingListener.NONE));
    assertThat(folder.resolve("run")).doesNotExist();
  }

  private static void assertRefused(Misfit misfit, Runnable job) {
    assertThatThrownBy(job::run)
        .isInstanceOf(InvalidValue.class)
        .hasMessageStartingWith(misfit.message());
    assertThat(spark.sparkContext().statusTracker().getJobIdsForGroup(null)).isEmpty();
  }
}
