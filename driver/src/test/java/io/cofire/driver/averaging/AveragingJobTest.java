package io.cofire.driver.averaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cofire.data.batches.BatchPlan;
import io.cofire.data.batches.LoaderConfig;
import io.cofire.data.batches.MinibatchLoader;
import io.cofire.data.shards.ShardSet;
import io.cofire.driver.checkpoint.CheckpointStore;
import io.cofire.driver.checkpoint.RunDirectory;
import io.cofire.driver.cluster.RunResult;
import io.cofire.driver.cluster.StepProgress;
import io.cofire.driver.cluster.TrainingException;
import io.cofire.driver.cluster.TrainingListener;
import io.cofire.driver.recipe.Recipe;
import io.cofire.ops.collective.Collective;
import io.cofire.ops.collective.LocalGroup;
import io.cofire.ops.network.Layout;
import io.cofire.ops.rank.RankTrainer;
import io.cofire.ops.rank.TrainingState;
import io.cofire.ops.tensor.Engines;
import io.cofire.ops.tensor.Kernels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class AveragingJobTest {

  @TempDir static Path folder;

  private static SparkSession spark;
  private static SmallRun small;

  @BeforeAll
  static void start() throws Exception {
    small = SmallRun.in(folder);
    SparkConf conf =
        new SparkConf()
            .setMaster("local[2]")
            .setAppName("averaging")
            .set("spark.ui.enabled", "false");
    spark = SparkSession.builder().config(AveragingJob.configure(conf)).getOrCreate();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @Test
  void twoRunsGiveTheSameBits() throws Exception {
    Recipe recipe = small.recipe("training.batch=5", "training.averaging.frequency=2");
    RunResult result = train(recipe, "once", TrainingListener.NONE);
    RunResult again = train(recipe, "again", TrainingListener.NONE);
    assertThat(result.steps()).isEqualTo(4);
    assertThat(result.epochs()).hasSize(2).isEqualTo(again.epochs());
    assertThat(bytes(again)).isEqualTo(bytes(result));
    assertThat(Files.readAllLines(folder.resolve("once/metrics/epoch-0002.jsonl"))).hasSize(1);
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
    TrainingState averaged = state(recipe, train(recipe, run, TrainingListener.NONE));
    float[] expected = new float[averaged.parameters().length];
    float[] velocity = new float[expected.length];
    for (int worker = 0; worker < 2; worker++) {
      TrainingState alone = alone(recipe, worker, 1);
      float share = (worker == 0 ? 5 : 6) / 11f;
      for (int i = 0; i < expected.length; i++) {
        expected[i] += share * alone.parameters()[i];
        velocity[i] += share * alone.optimizer().get("velocity")[i];
      }
    }
    assertThat(averaged.parameters()).containsExactly(expected, within(1e-6f));
    assertThat(averaged.optimizer().get("velocity")).containsExactly(velocity, within(1e-6f));
  }

  @Test
  void oneWorkerTrainsAsOneRankDoes() throws Exception {
    Recipe recipe = small.recipe("training.averaging.workers=1");
    TrainingState averaged = state(recipe, train(recipe, "alone", TrainingListener.NONE));
    TrainingState step = alone(recipe, 0, 6);
    assertThat(averaged.step()).isEqualTo(6);
    assertThat(averaged.parameters()).containsExactly(step.parameters(), within(1e-5f));
    for (Layout.Entry entry : step.statisticsLayout().entries()) {
      int from = (int) entry.offset();
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
    assertThatThrownBy(() -> train(recipe, "wild", TrainingListener.NONE))
        .isInstanceOf(TrainingException.class)
        .hasMessageStartingWith("Cannot train small: ")
        .hasMessageContaining("is not finite");
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
            "Cannot train with training.sync averaging: spark.serializer: expected"
                + " org.apache.spark.serializer.KryoSerializer, found none; start Spark with it");
    AveragingJob.requireKryo(AveragingJob.configure(conf));
  }

  private static RunResult train(Recipe recipe, String name, TrainingListener listener) {
    return AveragingJob.run(spark, recipe, directory(name), listener);
  }

  private static RunDirectory directory(String name) {
    return new RunDirectory(folder.resolve(name).toUri().toString());
  }

  private static byte[] bytes(RunResult result) throws IOException {
    Path checkpoint = Path.of(java.net.URI.create(result.checkpoint()));
    return Files.readAllBytes(checkpoint.resolve("state.safetensors"));
  }

  private static TrainingState state(Recipe recipe, RunResult result) throws IOException {
    RunDirectory any = directory("any");
    try (Kernels kernels = Engines.open("nd4j");
        RankTrainer trainer = new RankTrainer(kernels, task(recipe).trainer(1), new MomentTap())) {
      TrainingState start = trainer.state();
      return new CheckpointStore(new Configuration(), any)
          .state(
              new org.apache.hadoop.fs.Path(result.checkpoint()),
              start.parameterLayout(),
              start.statisticsLayout());
    }
  }

  /** What a worker comes to on its own part of the batches, by {@code sync: step}'s own code. */
  private static TrainingState alone(Recipe recipe, int worker, int steps) {
    Task task = task(recipe);
    BatchPlan plan = task.plan();
    int batch = plan.rankBatch(worker);
    SpikingLayer layer = new SpikingLayer(task, new Layout(List.of()), new Layout(List.of()));
    LoaderConfig config = LoaderConfig.of(task.frames(batch));
    try (Kernels kernels = Engines.open("nd4j");
        Collective single = LocalGroup.of(1, Duration.ofSeconds(10)).collective(0);
        RankTrainer trainer = new RankTrainer(kernels, task.trainer(batch), single);
        MinibatchLoader loader =
            new MinibatchLoader(
                Bench.samples(layer, "train"),
                plan.from(worker, 0, 0, recipe.training().epochs()),
                config)) {
      for (int step = 0; step < steps; step++) {
        trainer.step(loader.next(), batch);
      }
      return trainer.state();
    }
  }

  private static Task task(Recipe recipe) {
    ShardSet data =
        ShardSet.open(new Configuration(), new org.apache.hadoop.fs.Path(recipe.data().shards()));
    return Task.of(recipe, data.manifest());
  }
}
