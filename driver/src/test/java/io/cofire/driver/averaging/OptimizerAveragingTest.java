package io.cofire.driver.averaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cofire.driver.checkpoint.RunDirectory;
import io.cofire.driver.recipe.Recipe;
import io.cofire.driver.run.RunResult;
import io.cofire.driver.run.TrainingListener;
import io.cofire.ops.rank.TrainingState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What averaging makes of optimizers: how often, with or without their state. */
class OptimizerAveragingTest {

  /** No layer sees the statistics of its minibatch: NeuNorm's maps are a sample's own. */
  private static final String NO_NORM =
      "network={kind: layered, neuron: {kind: iterative-lif, threshold: 0.25, firing: at-or-above},"
          + " norm: {kind: none}, parts: [{kind: conv, channels: 6}, {kind: average-pool},"
          + " {kind: dense, width: 12}]}";

  private static final String VOTES = "training.loss={kind: square-error}";
  private static final String ADAM =
      "training.optimizer={kind: adam, rate: 0.002, weightDecay: 0.01}";

  private static final String ADAMW =
      "training.optimizer={kind: adamw, rate: 0.002, weightDecay: 2.0}";

  @TempDir static Path folder;

  private static SparkSession spark;
  private static SmallRun small;

  @BeforeAll
  static void start() throws IOException {
    small = SmallRun.in(folder);
    spark = Sessions.start("local[2]");
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  /**
   * Updates of SGD are linear in the gradient, so the mean of updates is the update by the mean
   * gradient, momentum and weight decay included, however uneven the workers. What is left is
   * rounding: each worker rounds its weights to 32 bits before the mean, where the ranks round
   * their sum of gradients, a few times 6e-8 of a weight (below 1) a step. Spikes do not flip by it
   * here.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "training.optimizer={kind: sgd, rate: 0.5, momentum: 0}",
        "training.optimizer={kind: sgd, rate: 0.2, momentum: 0.9, weightDecay: 0.01}"
      })
  void averagingEveryStepWithoutNormsIsSyncStep(String optimizer) throws Exception {
    Recipe recipe =
        small.recipe(NO_NORM, VOTES, optimizer, "training.batch=6", "training.epochs=3");
    TrainingState averaged = train(recipe);
    TrainingState step = PlainRanks.together(recipe, 2, 6);
    assertThat(averaged.step()).isEqualTo(step.step()).isEqualTo(6);
    assertThat(averaged.parameters()).containsExactly(step.parameters(), within(2e-6f));
    assertThat(averaged.optimizer().get("velocity"))
        .containsExactly(step.optimizer().get("velocity"), within(2e-6f));
    TrainingState start = PlainRanks.together(recipe, 2, 0);
    assertThat(distance(step.parameters(), start.parameters())).isGreaterThan(0.01);
  }

  @Test
  void unevenWorkersWithoutNormsAreSyncStepToo() throws Exception {
    Recipe recipe =
        small.recipe(
            NO_NORM,
            VOTES,
            "training.optimizer={kind: sgd, rate: 0.5}",
            "training.batch=11",
            "training.epochs=4",
            "training.averaging.workers=4");
    TrainingState averaged = train(recipe);
    assertThat(averaged.parameters())
        .containsExactly(PlainRanks.together(recipe, 4, 4).parameters(), within(2e-6f));
  }

  /** 13 samples: the last batch of an epoch has one, or five, of which some workers have none. */
  @ParameterizedTest
  @CsvSource({"6, 2, 1", "8, 4, 1", "8, 7, 1", "6, 2, 3"})
  void aSmallerLastBatchIsSyncStepToo(int batch, int workers, int frequency) throws Exception {
    Recipe recipe =
        small.recipe(
            NO_NORM,
            VOTES,
            "training.optimizer={kind: sgd, rate: 0.2, momentum: 0}",
            "training.lastBatch=keep",
            "training.batch=" + batch,
            "training.averaging.workers=" + workers,
            "training.averaging.frequency=" + frequency);
    TrainingState averaged = train(recipe);
    int steps = 2 * (13 / batch + 1);
    assertThat(averaged.step()).isEqualTo(steps);
    if (frequency == 1) {
      assertThat(averaged.parameters())
          .containsExactly(PlainRanks.together(recipe, workers, steps).parameters(), within(2e-6f));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"training.optimizer={kind: sgd, rate: 0.05}", ADAM})
  void aRoundOfThreeStepsIsTheMeanOfThreeStepsAlone(String optimizer) throws Exception {
    Recipe recipe = small.recipe(optimizer, "training.averaging.frequency=3", "training.epochs=1");
    TrainingState averaged = train(recipe);
    assertThat(averaged.step()).isEqualTo(3);
    List<TrainingState> alone = new ArrayList<>();
    for (int worker = 0; worker < 2; worker++) {
      alone.add(PlainRanks.alone(recipe, worker, 3));
    }
    List<float[]> weights = alone.stream().map(TrainingState::parameters).toList();
    assertThat(averaged.parameters())
        .containsExactly(PlainRanks.mean(recipe, weights), within(1e-5f));
    for (String name : averaged.optimizer().keySet()) {
      List<float[]> vectors = alone.stream().map(s -> s.optimizer().get(name)).toList();
      assertThat(averaged.optimizer().get(name))
          .as(name)
          .containsExactly(PlainRanks.mean(recipe, vectors), within(1e-5f));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {ADAM, ADAMW})
  void adamOnOneWorkerIsThatOfOneRank(String optimizer) throws Exception {
    Recipe recipe = small.recipe(optimizer, "training.averaging.workers=1");
    TrainingState averaged = train(recipe);
    TrainingState step = PlainRanks.alone(recipe, 0, 6);
    assertThat(averaged.optimizer()).containsOnlyKeys("firstMoment", "secondMoment");
    assertThat(averaged.parameters()).containsExactly(step.parameters(), within(1e-5f));
  }

  @Test
  void anOptimizerThatIsNotAveragedStartsEachRoundFromZeros() throws Exception {
    String momentum = "training.optimizer={kind: sgd, rate: 0.05, momentum: 0.9}";
    String none = "training.optimizer={kind: sgd, rate: 0.05, momentum: 0}";
    TrainingState forgetful =
        train(small.recipe(momentum, "training.averaging.averageOptimizer=false"));
    TrainingState plain = train(small.recipe(none));
    assertThat(forgetful.parameters()).containsExactly(plain.parameters());
    assertThat(forgetful.optimizer().get("velocity")).containsOnly(0);
    assertThat(train(small.recipe(momentum)).parameters()).isNotEqualTo(plain.parameters());
  }

  private static double distance(float[] one, float[] other) {
    double most = 0;
    for (int i = 0; i < one.length; i++) {
      most = Math.max(most, Math.abs(one[i] - other[i]));
    }
    return most;
  }

  private static TrainingState train(Recipe recipe) throws IOException {
    RunDirectory run = new RunDirectory(folder.resolve("run-" + recipe.hash()).toUri().toString());
    RunResult result = AveragingJob.run(spark, recipe, run, TrainingListener.NONE);
    return PlainRanks.state(recipe, result);
  }
}
