package io.cofire.driver.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.errors.InvalidValue;
import io.cofire.data.events.EventStream;
import io.cofire.data.recordings.atis.AtisBinEncoder;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.shards.Shard;
import io.cofire.data.shards.ShardSet;
import io.cofire.data.shards.TinyImageShards;
import io.cofire.data.shards.TinyRecipe;
import io.cofire.data.shards.TinyShards;
import io.cofire.data.spark.LocalSpark;
import io.cofire.driver.checkpoint.RunDirectory;
import io.cofire.driver.checkpoint.RunPlace;
import io.cofire.driver.cluster.ClusterSettings;
import io.cofire.driver.cluster.EvaluationJob;
import io.cofire.driver.cluster.EvaluationJob.Form;
import io.cofire.driver.cluster.TrainingJob;
import io.cofire.driver.recipe.Recipe;
import io.cofire.driver.run.SampleAnswer;
import io.cofire.driver.run.Scored;
import io.cofire.driver.run.TrainingListener;
import io.cofire.ops.inference.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Predictions beside an evaluation of the same samples. */
class PredictionJobTest {

  private static final String IMAGES =
      """
      data:
        shards: %s
        timesteps: 2
        image:
          training: {kind: random-resized-crop, size: 16}
          scoring: {kind: centre-crop, size: 16, resize: 18}
          normalisation: imagenet
      """;

  @TempDir static Path folder;
  private static SparkSession session;
  private static Path events;
  private static TrainedRun run;
  private static Scored scored;
  private static Path files; // the recordings of the test split, as files

  @BeforeAll
  static void train() throws IOException {
    SparkSession.Builder builder = SparkSession.builder().config(LocalSpark.conf("local[2]"));
    ClusterSettings.required().forEach(builder::config);
    session = builder.getOrCreate();
    events = folder.resolve("events");
    TinyShards.writeClasses(events, 7, 28, 31);
    Recipe recipe = Recipe.parse(TinyRecipe.on(events, "batch: 6->batch: 14"), "seven");
    run = trained(recipe, "events-run");
    scored = scored(recipe, "events-run", Form.TRAINED);
    files = Files.createDirectories(folder.resolve("files"));
    Shard test = test(events);
    for (int i = 0; i < test.size(); i++) {
      Files.write(files.resolve(test.name(i) + ".bin"), AtisBinEncoder.encode(test.events(i)));
    }
  }

  @AfterAll
  static void stop() {
    session.stop();
  }

  private static TrainedRun trained(Recipe recipe, String name) throws IOException {
    RunDirectory directory = new RunDirectory(folder.resolve(name).toString());
    TrainingJob.run(session, recipe, directory, TrainingListener.NONE);
    return TrainedRun.open(
        session.sparkContext().hadoopConfiguration(),
        recipe,
        new RunPlace(directory, Optional.empty()),
        warning -> {});
  }

  private static Scored scored(Recipe recipe, String name, Form form) {
    RunDirectory directory = new RunDirectory(folder.resolve(name).toString());
    return EvaluationJob.run(session, recipe, recipe, directory, form, TrainingListener.NONE);
  }

  private static Shard test(Path data) {
    ShardSet set =
        ShardSet.open(
            session.sparkContext().hadoopConfiguration(),
            new org.apache.hadoop.fs.Path(data.toUri()));
    return set.read(set.manifest().split("test").shards().get(0));
  }

  private static PredictionJob.Choices choices(Long every, Form form) {
    DecodeOptions decoding = DecodeOptions.sensor(run.data().sensor());
    return new PredictionJob.Choices(decoding, Optional.ofNullable(every), form);
  }

  private static List<Prediction> predict(
      TrainedRun by, PredictionJob.Choices choices, Path... of) {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    return PredictionJob.run(spark, by, Stream.of(of).map(Path::toString).toList(), choices);
  }

  private static List<Prediction> predict(Path... of) {
    return predict(run, choices(null, Form.TRAINED), of);
  }

  private static Answer answered(Scored by, String name) {
    return by.answers().stream()
        .filter(one -> one.path().equals(name))
        .map(SampleAnswer::answer)
        .findFirst()
        .orElseThrow();
  }

  private static String name(Prediction one) {
    return Path.of(one.path()).getFileName().toString().replace(".bin", "");
  }

  @Test
  void anEvaluationAnswersForEverySampleInItsOrder() {
    assertThat(scored.answers()).hasSize(31);
    long right = 0;
    for (int i = 0; i < 31; i++) {
      SampleAnswer one = scored.answers().get(i);
      assertThat(one.sample()).isEqualTo(i);
      assertThat(one.path()).isEqualTo("sample-" + (28 + i));
      assertThat(one.label()).isEqualTo(i % 7);
      assertThat(one.answer().likely()).hasSize(5);
      right += one.answer().prediction() == one.label() ? 1 : 0;
    }
    assertThat(right / 31.0).isEqualTo(scored.result().accuracy());
  }

  @Test
  void filesOfTheSameRecordingsHaveTheSameAnswersToTheBit() {
    List<Prediction> predictions = predict(files);
    assertThat(predictions).hasSize(31);
    for (Prediction one : predictions) {
      assertThat(one.likely()).as(one.path()).isEqualTo(answered(scored, name(one)).likely());
    }
    assertThat(predictions).extracting(Prediction::path).isSorted();
  }

  @Test
  void preparedSamplesAndOneFileAloneHaveThemToo() throws IOException {
    List<Prediction> all = predict(events);
    assertThat(all).hasSize(28 + 31);
    List<Prediction> shard = predict(events.resolve("test-0.parquet"));
    assertThat(shard).isEqualTo(all.subList(28, 59));
    for (int i = 0; i < 31; i++) {
      SampleAnswer one = scored.answers().get(i);
      assertThat(shard.get(i).path()).isEqualTo(one.path());
      assertThat(shard.get(i).likely()).isEqualTo(one.answer().likely());
    }
    Path file = files.resolve("sample-30.bin");
    Prediction alone = predict(file).get(0);
    assertThat(alone.likely()).isEqualTo(answered(scored, "sample-30").likely());
    try (Classifier warm =
        Classifier.open(
            session.sparkContext().hadoopConfiguration(),
            run,
            choices(null, Form.TRAINED).decoding(),
            Form.TRAINED)) {
      for (int again = 0; again < 2; again++) {
        assertThat(
                warm.predict(new org.apache.hadoop.fs.Path(alone.path()), Files.size(file))
                    .likely())
            .isEqualTo(alone.likely());
      }
    }
  }

  @Test
  void theFoldedNetworkAnswersAsItsEvaluationDoes() {
    Scored folded = scored(run.recipe(), "events-run", Form.FOLDED);
    for (Prediction one : predict(run, choices(null, Form.FOLDED), files)) {
      assertThat(one.likely()).as(one.path()).isEqualTo(answered(folded, name(one)).likely());
    }
  }

  @Test
  void windowsAreAnsweredAsIfEachWereARecording() throws IOException {
    EventStream whole = test(events).events(2);
    Path file = folder.resolve("long.bin");
    long[] later =
        Arrays.stream(whole.timesMicros()).map(t -> t < 40_000 ? t : t + 50_000).toArray();
    EventStream paused =
        new EventStream(whole.geometry(), later, whole.xs(), whole.ys(), whole.polarities());
    Files.write(file, AtisBinEncoder.encode(paused));
    List<Prediction> windows = predict(run, choices(20_000L, Form.TRAINED), file);
    long start = later[0];
    assertThat(windows).hasSize((int) ((later[later.length - 1] - start) / 20_000) + 1);
    for (int k = 0; k < windows.size(); k++) {
      assertThat(windows.get(k).fromMicros()).isEqualTo(start + k * 20_000L);
      assertThat(windows.get(k).toMicros()).isEqualTo(start + (k + 1) * 20_000L);
    }
    assertThat(windows.get(0).likely()).hasSize(5);
    assertThat(windows.get(3).likely()).as("nothing was seen there").isEmpty();
    assertThat(windows).noneMatch(Prediction::isDamaged);
    Path second = folder.resolve("second.bin");
    Files.write(second, AtisBinEncoder.encode(between(paused, start + 20_000, start + 40_000)));
    assertThat(predict(second).get(0).likely()).isEqualTo(windows.get(1).likely());
  }

  private static EventStream between(EventStream of, long from, long to) {
    int[] kept = new int[of.size()];
    int size = 0;
    for (int i = 0; i < of.size(); i++) {
      if (of.timesMicros()[i] >= from && of.timesMicros()[i] < to) {
        kept[size++] = i;
      }
    }
    long[] times = new long[size];
    short[] xs = new short[size];
    short[] ys = new short[size];
    byte[] polarities = new byte[size];
    for (int i = 0; i < size; i++) {
      times[i] = of.timesMicros()[kept[i]];
      xs[i] = of.xs()[kept[i]];
      ys[i] = of.ys()[kept[i]];
      polarities[i] = of.polarities()[kept[i]];
    }
    return new EventStream(of.geometry(), times, xs, ys, polarities);
  }

  @Test
  void whatCannotBeReadIsListedInItsPlaceAndTheOthersAreNot() throws IOException {
    Path mixed = Files.createDirectories(folder.resolve("mixed"));
    byte[] sound = Files.readAllBytes(files.resolve("sample-30.bin"));
    Files.write(mixed.resolve("a.bin"), sound);
    Files.write(mixed.resolve("b.bin"), Arrays.copyOf(sound, sound.length - 2));
    Files.write(mixed.resolve("c.bin"), new byte[0]);
    Files.write(mixed.resolve("d.bin"), new byte[] {(byte) 200, 3, 0, 0, 1});
    Files.write(mixed.resolve("e.bin"), sound);
    Files.writeString(mixed.resolve("notes.md"), "not meant");
    Files.write(mixed.resolve("_f.bin"), sound);
    List<Prediction> predictions = predict(mixed);
    assertThat(predictions)
        .extracting(PredictionJobTest::name)
        .containsExactly("a", "b", "c", "d", "e");
    assertThat(predictions)
        .extracting(Prediction::isDamaged)
        .containsExactly(false, true, true, true, false);
    assertThat(predictions.get(3).problem()).contains("(expected x < 12 and y < 12, found x 200");
    assertThat(predictions.get(4).likely()).isEqualTo(predictions.get(0).likely()).isNotEmpty();
  }

  @Test
  void imageFilesHaveTheAnswersOfTheirEvaluation() throws IOException {
    Path data = folder.resolve("images");
    TinyImageShards.write(data, 24, 9);
    Recipe recipe =
        Recipe.parse(TinyRecipe.with(IMAGES.formatted(data), "batch: 6->batch: 8"), "images");
    TrainedRun images = trained(recipe, "image-run");
    Scored evaluated = scored(recipe, "image-run", Form.TRAINED);
    Path pictures = Files.createDirectories(folder.resolve("pictures/deep"));
    Shard test = test(data);
    for (int i = 0; i < test.size(); i++) {
      Files.write(pictures.resolve(i + ".jpg"), test.image(i).bytes());
    }
    byte[] cut = Arrays.copyOf(test.image(0).bytes(), 300);
    Files.write(pictures.resolve("cut.jpg"), cut);
    List<Prediction> predictions =
        predict(images, choices(null, Form.TRAINED), pictures.getParent());
    assertThat(predictions).hasSize(10);
    for (int i = 0; i < 9; i++) {
      assertThat(predictions.get(i).likely())
          .as(predictions.get(i).path())
          .isEqualTo(evaluated.answers().get(i).answer().likely())
          .hasSize(3);
    }
    assertThat(predictions.get(9).isDamaged()).isTrue();
    assertThatThrownBy(() -> predict(images, choices(5L, Form.TRAINED), pictures))
        .isInstanceOf(InvalidValue.class)
        .hasMessageContaining(
            "Invalid --every: 5us (must be left out: the run was trained on images)");
    assertThatThrownBy(() -> predict(images, choices(null, Form.TRAINED), events))
        .hasMessageContaining(
            "it holds recordings that are not like those that the run was trained on");
  }

  @Test
  void whatIsNotThereIsNamed() {
    assertThatThrownBy(() -> predict(folder.resolve("nowhere")))
        .isInstanceOf(PredictionException.class)
        .hasMessageContaining("nowhere: there is no such file or folder; check the path");
    assertThatThrownBy(() -> predict(folder.resolve("image-run")))
        .isInstanceOf(PredictionException.class);
  }
}
