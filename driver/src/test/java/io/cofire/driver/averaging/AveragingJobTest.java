package io.cofire.driver.averaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import io.cofire.data.errors.Diagnosis;
import io.cofire.driver.checkpoint.EpochMetrics;
import io.cofire.driver.checkpoint.RunDirectory;
import io.cofire.driver.recipe.Recipe;
import io.cofire.driver.run.Operations;
import io.cofire.driver.run.RunResult;
import io.cofire.driver.run.StepProgress;
import io.cofire.driver.run.TrainingException;
import io.cofire.driver.run.TrainingListener;
import io.cofire.ops.network.Layout;
import io.cofire.ops.rank.TrainingState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AveragingJobTest {

  @TempDir static Path folder;

  private static SparkSession spark;
  private static SmallRun small;

  @BeforeAll
  static void start() throws Exception {
    small = SmallRun.in(folder);
    spark = Sessions.start("local[2]");
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void twoRunsGiveTheSameBits(int workers) throws Exception {
    Recipe recipe =
        small.recipe( // 11 samples: workers have 5 and 6, or 2, 3, 3 and 3
            "training.batch=" + (workers == 2 ? 5 : 11),
            "training.epochs=3",
            "training.averaging.workers=" + workers,
            "training.averaging.frequency=2");
    RunResult result = train(recipe, "once-" + workers, TrainingListener.NONE);
    RunResult again = train(recipe, "again-" + workers, TrainingListener.NONE);
    assertThat(result.steps()).isEqualTo(workers == 2 ? 6 : 3);
    assertThat(result.ranks()).isEqualTo(workers);
    assertThat(result.epochs()).hasSize(3).isEqualTo(again.epochs());
    assertThat(bytes(again)).isEqualTo(bytes(result));
    Path metrics = folder.resolve("once-" + workers + "/metrics/epoch-0002.jsonl");
    assertThat(Files.readAllLines(metrics)).hasSize(1);
  }

  @Test
  void anInterruptedRunEndsWithTheSameBits() throws Exception {
    Recipe recipe = small.recipe("training.averaging.frequency=2", "run.checkpointEverySteps=2");
    RunResult whole = train(recipe, "whole", TrainingListener.NONE);
    AtomicInteger steps = new AtomicInteger();
    TrainingListener interrupts =
        new TrainingListener() {
          @Override
          public void onStep(StepProgress progress) {
            if (steps.incrementAndGet() == 4) {
              throw new IllegalStateException("pulled the plug");
            }
          }
        };
    assertThatThrownBy(() -> train(recipe, "cut", interrupts)).hasMessageContaining("plug");
    AtomicLong firstStep = new AtomicLong();
    TrainingListener watches =
        new TrainingListener() {
          @Override
          public void onStart(Plan plan) {
            firstStep.set(plan.firstStep());
          }
        };
    RunResult resumed = train(recipe, "cut", watches);
    assertThat(firstStep).hasValue(5); // in the middle of the second epoch
    assertThat(resumed.epochs()).isEqualTo(whole.epochs());
    assertThat(bytes(resumed)).isEqualTo(bytes(whole));
  }

  @Test
  void windowsThatAreInterruptedEndWithTheSameBits() throws Exception {
    String windows = "data.shuffle={kind: windows, window: 5}";
    RunResult whole = train(small.recipe(windows), "windows", TrainingListener.NONE);
    train(small.recipe(windows, "run.stopAfterSteps=2"), "windows-cut", TrainingListener.NONE);
    RunResult resumed = train(small.recipe(windows), "windows-cut", TrainingListener.NONE);
    assertThat(resumed.epochs()).isEqualTo(whole.epochs());
    assertThat(bytes(resumed)).isEqualTo(bytes(whole));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data.augment=[]",
        "data.augment=[{kind: mix-up, alpha: 1}, {kind: temporal-delete, keep: 2}]",
        "training.loss={kind: softmax-cross-entropy, labelSmoothing: 0.2}"
      })
  void oneRoundIsTheMeanOfWhatEachWorkerDoesAloneByItsExamples(String choice) throws Exception {
    Recipe recipe =
        small.recipe(
            "training.batch=11", "training.epochs=1", "training.schedule={kind: constant}", choice);
    String run = "round-" + recipe.hash();
    TrainingState averaged = PlainRanks.state(recipe, train(recipe, run, TrainingListener.NONE));
    List<float[]> weights = new ArrayList<>();
    List<float[]> velocities = new ArrayList<>();
    for (int worker = 0; worker < 2; worker++) {
      TrainingState alone = PlainRanks.alone(recipe, worker, 1);
      weights.add(alone.parameters());
      velocities.add(alone.optimizer().get("velocity"));
    }
    assertThat(averaged.parameters())
        .containsExactly(PlainRanks.mean(recipe, weights), within(1e-6f));
    assertThat(averaged.optimizer().get("velocity"))
        .containsExactly(PlainRanks.mean(recipe, velocities), within(1e-6f));
  }

  @Test
  void fourWorkersOfTwoAndThreeSamplesCountByThem() throws Exception {
    Recipe recipe =
        small.recipe(
            "training.batch=11",
            "training.averaging.workers=4",
            "training.averaging.frequency=2",
            "run.stopAfterSteps=1",
            "data.augment=[{kind: event-drop, probability: 0.2}]");
    TrainingState averaged = PlainRanks.state(recipe, train(recipe, "four", TrainingListener.NONE));
    List<float[]> weights = new ArrayList<>();
    for (int worker = 0; worker < 4; worker++) {
      weights.add(PlainRanks.alone(recipe, worker, 1).parameters());
    }
    assertThat(averaged.parameters())
        .containsExactly(PlainRanks.mean(recipe, weights), within(1e-6f));
  }

  /**
   * The stem's norm comes before anything that the workers' own statistics could change, so that
   * its running moments must be those of one rank which has all samples. Reading them gives the
   * variance of that rank and what its mean has moved, m1' = 0.9 m1 + 0.1 mean from m1 = 0.
   */
  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void runningStatisticsAreThoseOfThePooledSamples(int workers) throws Exception {
    Recipe recipe =
        small.recipe(
            "training.batch=11", "training.epochs=1", "training.averaging.workers=" + workers);
    TrainingState averaged =
        PlainRanks.state(recipe, train(recipe, "pooled-" + workers, TrainingListener.NONE));
    TrainingState pooled = PlainRanks.together(recipe, 1, 1);
    Layout layout = pooled.statisticsLayout();
    float[] means = PlainRanks.named(layout, pooled.statistics(), "stem.norm.mean");
    assertThat(PlainRanks.named(layout, averaged.statistics(), "stem.norm.mean"))
        .containsExactly(means, within(1e-6f));
    float[] variances = PlainRanks.named(layout, pooled.statistics(), "stem.norm.variance");
    double n = 11 * 3 * 7 * 9.0; // samples, timesteps, pixels
    for (int c = 0; c < variances.length; c++) {
      double mean = means[c] / 0.1;
      variances[c] += (float) (0.1 * 0.9 * mean * mean * n / (n - 1));
    }
    assertThat(PlainRanks.named(layout, averaged.statistics(), "stem.norm.variance"))
        .containsExactly(variances, within(1e-5f));
  }

  @Test
  void oneWorkerTrainsAsOneRankDoes() throws Exception {
    Recipe recipe = small.recipe("training.averaging.workers=1");
    TrainingState averaged =
        PlainRanks.state(recipe, train(recipe, "alone", TrainingListener.NONE));
    TrainingState step = PlainRanks.alone(recipe, 0, 6);
    assertThat(averaged.step()).isEqualTo(6);
    assertThat(averaged.parameters()).containsExactly(step.parameters(), within(1e-5f));
    for (Layout.Entry entry : step.statisticsLayout().entries()) {
      int from = entry.offset();
      int to = from + (int) entry.shape().elements();
      float[] found = Arrays.copyOfRange(averaged.statistics(), from, to);
      float[] expected = Arrays.copyOfRange(step.statistics(), from, to);
      if (entry.name().endsWith(".mean")) {
        assertThat(found).containsExactly(expected, within(1e-5f));
      } else {
        for (int c = 0; c < found.length; c++) { // and the means' own movement
          assertThat(found[c]).isBetween(expected[c] - 1e-5f, expected[c] + 0.1f);
        }
      }
    }
  }

  @Test
  void aLossThatIsNotFiniteEndsTheRunAndSaysWhere() throws Exception {
    Recipe recipe = small.recipe("training.optimizer.rate=1e30");
    Throwable thrown = catchThrowable(() -> train(recipe, "wild", TrainingListener.NONE));
    assertThat(thrown)
        .isInstanceOf(TrainingException.class)
        .hasMessageStartingWith("Cannot train small: Worker ")
        .hasMessageContaining("on 127.0.0.1 (executor driver) failed: Cannot train step 1: ")
        .hasMessageContaining("; the first output that is not finite is that of stage1.");
    assertThat(Diagnosis.of(thrown)).isEqualTo(Diagnosis.DIVERGENCE);
  }

  @Test
  void aWorkerThatThrowsIsNamedAndTheNextRunFindsNothingOfIt() throws Exception {
    Path moved = folder.resolve("moved");
    Recipe recipe = small.recipe("training.epochs=3", "name=broken");
    Path data = folder.resolve("data");
    TrainingListener removes =
        new TrainingListener() {
          @Override
          public void onEpoch(EpochMetrics metrics, double seconds) {
            throw new UncheckedIOException(new IOException("stop here"));
          }
        };
    assertThatThrownBy(() -> train(recipe, "broken", removes)).hasMessageContaining("stop here");
    Files.move(data.resolve("train-00000.parquet"), moved);
    try {
      Recipe other = small.recipe("training.epochs=3", "name=broken", "seed=9");
      assertThatThrownBy(() -> train(other, "lost", TrainingListener.NONE))
          .isInstanceOf(TrainingException.class)
          .hasMessageContaining("Worker ")
          .hasMessageContaining("train-00000.parquet");
    } finally {
      Files.move(moved, data.resolve("train-00000.parquet"));
    }
    RunResult resumed = train(recipe, "broken", TrainingListener.NONE);
    RunResult whole = train(recipe, "unbroken", TrainingListener.NONE);
    assertThat(bytes(resumed)).isEqualTo(bytes(whole));
  }

  @Test
  void aRunStopsAtTheRoundThatReachesItsStepAndGoesOnToTheSameBits() throws Exception {
    String[] rounds = {"training.averaging.frequency=2", "training.epochs=2"};
    Recipe recipe = small.recipe(rounds);
    RunResult whole = train(recipe, "at-once", TrainingListener.NONE);
    Recipe stopping = small.recipe(rounds[0], rounds[1], "run.stopAfterSteps=4");
    RunResult stopped = train(stopping, "in-two", TrainingListener.NONE);
    assertThat(stopped.steps()).isEqualTo(5); // three of the first epoch, two of the second
    assertThat(stopped.epochs()).hasSize(1);
    assertThat(stopped.test().operations().layers()).isNotEmpty();
    RunResult resumed = train(recipe, "in-two", TrainingListener.NONE);
    assertThat(resumed.epochs()).isEqualTo(whole.epochs());
    assertThat(bytes(resumed)).isEqualTo(bytes(whole));
  }

  @Test
  void epochsAreValidatedAndTheRunEndsWhereTheyNoLongerImproveHoweverOftenItStopped()
      throws Exception {
    String[] keys = {
      "data.validation={share: 0.3}",
      "training.epochs=9",
      "training.stopEarly={patience: 1, measure: loss}",
      "training.optimizer={kind: sgd, rate: 5.0}", // soon worse
      "run.tensorboard=true"
    };
    RunResult whole = train(small.recipe(keys), "validated", TrainingListener.NONE);
    assertThat(whole.epochs()).hasSizeBetween(3, 8).allMatch(EpochMetrics::isValidated);
    assertThat(whole.steps()).isEqualTo(2L * whole.epochs().size()); // of 10 samples
    assertThat(whole.test().operations().layers()).isNotEmpty();
    String[] stopping = Arrays.copyOf(keys, keys.length + 1);
    stopping[keys.length] = "run.stopAfterSteps=3";
    train(small.recipe(stopping), "validated-parts", TrainingListener.NONE);
    RunResult resumed = train(small.recipe(keys), "validated-parts", TrainingListener.NONE);
    assertThat(resumed.epochs()).isEqualTo(whole.epochs());
    assertThat(bytes(resumed)).isEqualTo(bytes(whole));
  }

  @Test
  void theLastEvaluationCountsOperations() throws Exception {
    Recipe recipe = small.recipe("training.epochs=1");
    RunResult result = train(recipe, "counted", TrainingListener.NONE);
    assertThat(result.test().operations().layers())
        .extracting(Operations.Cost::layer)
        .contains("stem.conv", "stage1.block1.conv2", "head");
    Operations.Cost total = result.test().operations().total();
    assertThat(total.additions()).isPositive();
    assertThat(total.picojoules())
        .isCloseTo(
            0.9 * (total.additions() - total.multiplications()) + 4.6 * total.multiplications(),
            within(1e-6 * total.picojoules()));
    assertThat(result.test().firingRates()).containsKey("stem.neuron");
  }

  @Test
  void anotherExperimentsCheckpointIsRefused() throws Exception {
    train(small.recipe("training.epochs=1"), "mine", TrainingListener.NONE);
    Recipe other = small.recipe("training.epochs=1", "seed=4");
    assertThatThrownBy(() -> train(other, "mine", TrainingListener.NONE))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("it belongs to another recipe");
  }

  @Test
  void aSessionWithoutOurRegistratorIsRefused() throws Exception {
    SparkConf conf = new SparkConf(false);
    assertThatThrownBy(() -> AveragingJob.requireKryo(conf))
        .hasMessage(
            "Invalid spark.serializer: none (training.sync averaging needs"
                + " org.apache.spark.serializer.KryoSerializer)");
    AveragingJob.requireKryo(AveragingJob.configure(conf));
  }

  private static RunResult train(Recipe recipe, String name, TrainingListener listener) {
    return AveragingJob.run(spark, recipe, directory(name), listener);
  }

  private static RunDirectory directory(String name) {
    return new RunDirectory(folder.resolve(name).toUri().toString());
  }

  private static byte[] bytes(RunResult result) throws IOException {
    Path checkpoint = Path.of(new org.apache.hadoop.fs.Path(result.checkpoint()).toUri());
    return Files.readAllBytes(checkpoint.resolve("state.safetensors"));
  }
}
