package io.cofire.driver.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.shards.TinyRecipe;
import io.cofire.data.shards.TinyShards;
import io.cofire.driver.checkpoint.RunDirectory;
import io.cofire.driver.cluster.EvaluationJob.Form;
import io.cofire.driver.recipe.Recipe;
import io.cofire.driver.run.EvaluationResult;
import io.cofire.driver.run.RunResult;
import io.cofire.driver.run.TrainingException;
import io.cofire.driver.run.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole job on changed, shortened and mixed recordings of fewer pixels. */
class AugmentedTrainingTest {

  private static final String DATA =
      """
      data:
        shards: %s
        timesteps: 5
        reduction: {kind: divide, by: 2}
        augment:
          - {kind: horizontal-flip, probability: 0.5}
          - {kind: shift, most: 2}
          - {kind: event-drop, probability: 0.2}
          - {kind: time-jitter, mostMicros: 2000}
          - {kind: temporal-delete, keep: 3}
          - {kind: mix-up, alpha: 0.5, draw: sample}
      """;

  @TempDir static Path shared;
  @TempDir Path folder;
  private static SparkSession session;
  private static RunDirectory whole;
  private static RunResult result;

  @BeforeAll
  static void trainOnce() throws IOException {
    session = LocalSession.builder("local[2]").getOrCreate();
    TinyShards.write(shared.resolve("data"), 24, 9);
    whole = new RunDirectory(shared.resolve("whole").toString());
    result = TrainingJob.run(session, recipe(), whole, TrainingListener.NONE);
  }

  @AfterAll
  static void stop() {
    session.stop();
  }

  private static Recipe recipe(String... overrides) throws IOException {
    Path file = shared.resolve("augmented.yaml");
    String smoothed = "loss: {kind: softmax-cross-entropy, labelSmoothing: 0.1}";
    Files.writeString(
        file,
        TinyRecipe.with(
            DATA.formatted(shared.resolve("data")), "epochs: 5->epochs: 3\n  " + smoothed));
    return Recipe.read(file, List.of(overrides));
  }

  @Test
  void theSameRunTwiceOnOneHostAndOnTwoGivesTheSameBits() throws IOException {
    for (int hosts = 1; hosts <= 2; hosts++) {
      session.sparkContext().conf().set("spark.cofire.hosts", String.valueOf(hosts));
      try {
        RunDirectory again = new RunDirectory(folder.resolve("hosts-" + hosts).toString());
        RunResult other = TrainingJob.run(session, recipe(), again, TrainingListener.NONE);
        assertThat(other.hosts()).isEqualTo(hosts);
        assertThat(other.epochs()).isEqualTo(result.epochs());
        assertThat(weights(other)).isEqualTo(weights(result));
      } finally {
        session.sparkContext().conf().remove("spark.cofire.hosts");
      }
    }
  }

  @Test
  void anInterruptedRunEndsWithTheSameBits() throws IOException {
    RunDirectory run = new RunDirectory(folder.toString());
    Recipe stopping = recipe("run.stopAfterSteps=6"); // inside the second epoch
    RunResult part = TrainingJob.run(session, stopping, run, TrainingListener.NONE);
    assertThat(part.steps()).isEqualTo(6);
    RunResult resumed = TrainingJob.run(session, recipe(), run, TrainingListener.NONE);
    assertThat(resumed.epochs()).isEqualTo(result.epochs());
    assertThat(weights(resumed)).isEqualTo(weights(result));
  }

  @Test
  void everyAugmentationChangesTheWeights() throws IOException {
    for (int i = 0; i < recipe().data().augment().size(); i++) {
      List<String> left =
          Stream.of(DATA.split("\n", -1))
              .filter(line -> line.startsWith("    - {kind: "))
              .map(line -> line.substring("    - ".length()))
              .toList();
      String without =
          String.join(
              ", ",
              Stream.concat(left.subList(0, i).stream(), left.subList(i + 1, left.size()).stream())
                  .toList());
      Recipe other = recipe("data.augment=[" + without + "]", "training.epochs=1");
      RunDirectory run = new RunDirectory(folder.resolve("without-" + i).toString());
      RunResult changed = TrainingJob.run(session, other, run, TrainingListener.NONE);
      assertThat(changed.epochs().get(0)).as(without).isNotEqualTo(result.epochs().get(0));
    }
  }

  @Test
  void aRunIsScoredWithItsOwnTimestepsAndWithOthers() throws IOException {
    EvaluationResult own = EvaluationJob.run(session, recipe(), whole, TrainingListener.NONE);
    assertThat(own.loss()).isEqualTo(result.test().loss());
    assertThat(own.confusion()).isDeepEqualTo(result.test().confusion());
    EvaluationResult more = score(recipe("data.timesteps=9"));
    assertThat(more.samples()).isEqualTo(9);
    assertThat(more.loss()).isNotEqualTo(own.loss());
    EvaluationResult fewer = score(recipe("data.timesteps=2", "data.augment=[]"));
    assertThat(fewer.loss()).isNotEqualTo(own.loss());
    assertThatThrownBy(() -> score(recipe("network.neuron.threshold=0.2")))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("it belongs to another recipe");
  }

  private static EvaluationResult score(Recipe recipe) throws IOException {
    return EvaluationJob.run(session, recipe, recipe(), whole, Form.TRAINED, TrainingListener.NONE)
        .result();
  }

  private static byte[] weights(RunResult run) throws IOException {
    Path checkpoint = Path.of(new org.apache.hadoop.fs.Path(run.checkpoint()).toUri());
    return Files.readAllBytes(checkpoint.resolve("state.safetensors"));
  }
}
