package io.cofire.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cofire.data.SharedData;
import io.cofire.data.datasets.LayoutOptions;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.simulate.Cifar10DvsFolder;
import io.cofire.data.simulate.DvsGestureFolder;
import io.cofire.data.simulate.ImageMotion;
import io.cofire.data.simulate.MovedImages;
import io.cofire.data.simulate.StillImages;
import io.cofire.data.spark.PrepareConfig;
import io.cofire.data.spark.PrepareConfig.Rejections;
import io.cofire.data.spark.PrepareJob;
import io.cofire.driver.cli.Training.Start;
import io.cofire.driver.recipe.Recipe;
import io.cofire.driver.run.RunResult;
import io.cofire.ops.network.NetworkConfig.Layered;
import io.cofire.ops.network.NetworkConfig.ResNet;
import io.cofire.ops.neuron.Neuron;
import io.cofire.ops.optimizer.OptimizerConfig;
import io.cofire.ops.schedule.Schedule;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The papers' experiments on event data: each recipe says what its paper says, and trains two steps
 * on simulated recordings in the layout of its data set, through the code of {@code cofire train}.
 * The network, its input and its timesteps stay as they are; only the batch is smaller.
 */
class EventRecipesTest {

  private static final Path RECIPES = Path.of("..", "conf", "recipes");
  private static final JsonMapper JSON = new JsonMapper();
  private static final Schedule GESTURE_STEPS = new Schedule.Step(64, 0.1);

  /**
   * A recipe, and the figures of its paper; what a paper does not print is marked in the recipe.
   */
  private enum Paper {
    // Zheng 2020, Tables 5 and 6 and Section "Experiments"
    TDBN_RESNET17_DVSGESTURE(
        "gesture", 40, 1000, sgd(0.1), new Schedule.Step(1000, 0.1), 40, 40, 0.5),
    TDBN_RESNET19_CIFAR10DVS(
        "cifar-random", 36, 105, sgd(0.1), new Schedule.Step(35, 0.1), 10, 10, 0.5),
    // Wu 2019, Table 7
    NEUNORM_NMNIST("nmnist", 20, 200, adam(1e-3), new Schedule.Constant(), 10, 10, 0.25),
    NEUNORM_NMNIST_WITHOUT("nmnist", 20, 200, adam(1e-3), new Schedule.Constant(), 10, 10, 0.25),
    NEUNORM_CIFAR10DVS("cifar-random", 20, 200, adam(1e-3), new Schedule.Constant(), 10, 10, 0.05),
    NEUNORM_CIFAR10DVS_WITHOUT(
        "cifar-random", 20, 200, adam(1e-3), new Schedule.Constant(), 10, 10, 0.05),
    // Fang 2021, Tables 4, 6 and 7
    SEW_7B_ADD_DVSGESTURE("gesture", 16, 192, sgd(0.001), GESTURE_STEPS, 16, 12, 1),
    SEW_7B_AND_DVSGESTURE("gesture", 16, 192, sgd(0.03), GESTURE_STEPS, 16, 12, 1),
    SEW_7B_IAND_DVSGESTURE("gesture", 16, 192, sgd(0.063), GESTURE_STEPS, 16, 12, 1),
    SPIKING_7B_DVSGESTURE("gesture", 16, 192, sgd(0.1), GESTURE_STEPS, 16, 12, 1),
    PLAIN_7B_DVSGESTURE("gesture", 16, 192, sgd(0.005), GESTURE_STEPS, 16, 12, 1),
    // the code of Fang 2021
    SEW_WIDE_7B_CIFAR10DVS("cifar", 16, 64, sgd(0.01), new Schedule.Cosine(), 16, 16, 1),
    // Hu 2021, Tables IV, VII and VIII
    MS_RESNET20_CIFAR10DVS(
        "cifar",
        100,
        100,
        new OptimizerConfig.Sgd(0.1, 0.9, 1e-4, true),
        new Schedule.Cosine(),
        6,
        6,
        0.5);

    final String data;
    final int batch;
    final int epochs;

    @SuppressWarnings("ImmutableEnumChecker") // a record
    final OptimizerConfig optimizer;

    @SuppressWarnings("ImmutableEnumChecker") // a record
    final Schedule schedule;

    final int timesteps;
    final int trained;
    final double threshold;

    Paper(
        String data,
        int batch,
        int epochs,
        OptimizerConfig optimizer,
        Schedule schedule,
        int timesteps,
        int trained,
        double threshold) {
      this.data = data;
      this.batch = batch;
      this.epochs = epochs;
      this.optimizer = optimizer;
      this.schedule = schedule;
      this.timesteps = timesteps;
      this.trained = trained;
      this.threshold = threshold;
    }

    private static OptimizerConfig sgd(double rate) {
      return new OptimizerConfig.Sgd(rate, 0.9, 0, true);
    }

    private static OptimizerConfig adam(double rate) {
      return new OptimizerConfig.Adam(rate, 0.9, 0.999, 1e-8, 0, true);
    }

    Path file() {
      return RECIPES.resolve(name().toLowerCase(Locale.ROOT).replace('_', '-') + ".yaml");
    }
  }

  @TempDir static Path folder;
  private static Session session;

  @BeforeAll
  static void simulateAndPrepareOnce() throws IOException {
    session = Session.plain("recipes of event data");
    new DvsGestureFolder(1, 1, 1).write(folder.resolve("gesture-files"), (done, all) -> {});
    keepTwoTrials(folder.resolve("gesture-files"));
    prepare("dvs-gesture", "gesture-files", "gesture", Optional.empty());
    Path mnist = SharedData.require("mnist");
    new MovedImages(1, ImageMotion.SACCADES, new SensorGeometry(34, 34), 8)
        .write(
            folder.resolve("nmnist-files"),
            images(mnist.resolve("train-first-5000-images-idx3-ubyte.gz")),
            Optional.of(images(mnist.resolve("t10k-images-idx3-ubyte.gz"))),
            (done, all) -> {});
    prepare("nmnist", "nmnist-files", "nmnist", Optional.empty());
    new Cifar10DvsFolder(1, 100)
        .write(folder.resolve("cifar-files"), images(chosen()), (done, all) -> {});
    prepare("cifar10-dvs", "cifar-files", "cifar", Optional.empty());
    prepare("cifar10-dvs", "cifar-files", "cifar-random", Optional.of("random"));
  }

  @AfterAll
  static void stop() {
    session.close();
  }

  /** Scoring two of the test recording's trials is enough. */
  private static void keepTwoTrials(Path files) throws IOException {
    String tested = Files.readAllLines(files.resolve("trials_to_test.txt")).get(0);
    Path labels = files.resolve(tested.replace(".aedat", "_labels.csv"));
    Files.write(labels, Files.readAllLines(labels).subList(0, 3));
  }

  private static StillImages images(Path file) throws IOException {
    return StillImages.open(file, Optional.empty(), Optional.empty());
  }

  /** Ten images of one class, so that the split by class leaves one to score, and of two others. */
  private static Path chosen() throws IOException {
    Path all = SharedData.require("cifar10-subset").resolve("data_batch_first_2000.bin");
    ByteArrayOutputStream chosen = new ByteArrayOutputStream();
    Map<Integer, Integer> wanted = new TreeMap<>(Map.of(0, 10, 4, 1, 9, 1));
    byte[] records = Files.readAllBytes(all);
    for (int at = 0; at < records.length; at += 3073) {
      if (wanted.merge((int) records[at], -1, Integer::sum) >= 0) {
        chosen.write(records, at, 3073);
      }
    }
    assertThat(chosen.size()).isEqualTo(12 * 3073);
    return Files.write(folder.resolve("chosen.bin"), chosen.toByteArray());
  }

  private static void prepare(String dataset, String from, String to, Optional<String> split) {
    LayoutOptions subset = new LayoutOptions(LayoutOptions.Counts.ANY, split, 1, Optional.empty());
    PrepareConfig config =
        new PrepareConfig(
            dataset,
            folder.resolve(from).toString(),
            folder.resolve(to).toString(),
            PrepareConfig.DEFAULT_SHARD_INPUT_BYTES,
            Rejections.FAIL,
            subset);
    PrepareJob.run(session.context(), config, (done, all, events, rejected) -> {});
  }

  @Test
  void everyRecipeOfAnEventExperimentIsHere() throws IOException {
    Set<Path> expected = new TreeSet<>();
    for (Paper paper : Paper.values()) {
      expected.add(paper.file());
    }
    try (Stream<Path> files = Files.list(RECIPES)) {
      assertThat(
              files.filter(
                  file -> file.toString().matches(".*(gesture|cifar10dvs|neunorm-.*)[.]yaml")))
          .containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  @ParameterizedTest
  @EnumSource(Paper.class)
  void theRecipeSaysWhatItsPaperSays(Paper paper) {
    Recipe recipe = Recipe.read(paper.file(), List.of());

    assertThat(recipe.training().batch()).isEqualTo(paper.batch);
    assertThat(recipe.training().epochs()).isEqualTo(paper.epochs);
    assertThat(recipe.training().optimizer()).isEqualTo(paper.optimizer);
    assertThat(recipe.training().schedule()).isEqualTo(paper.schedule);
    assertThat(recipe.data().timesteps()).isEqualTo(paper.timesteps);
    assertThat(recipe.data().trainedTimesteps()).isEqualTo(paper.trained);
    assertThat(neuron(recipe).threshold()).isEqualTo(paper.threshold);
  }

  private static Neuron neuron(Recipe recipe) {
    return recipe.network() instanceof ResNet resnet
        ? resnet.neuron()
        : ((Layered) recipe.network()).neuron();
  }

  @ParameterizedTest
  @EnumSource(
      value = Paper.class,
      names = {"TDBN_RESNET17_DVSGESTURE", "MS_RESNET20_CIFAR10DVS"})
  void theQuickOnesTrainTwoStepsOnRecordingsOfItsLayout(Paper paper) throws IOException {
    trainTwoSteps(paper);
  }

  @Tag("nightly")
  @ParameterizedTest
  @EnumSource(Paper.class)
  void everyOneTrainsTwoStepsOnRecordingsOfItsLayout(Paper paper) throws IOException {
    trainTwoSteps(paper);
  }

  private static void trainTwoSteps(Paper paper) throws IOException {
    Recipe whole = Recipe.read(paper.file(), List.of());
    Recipe recipe =
        Recipe.read(
            paper.file(),
            List.of(
                "data.shards=" + folder.resolve(paper.data),
                "training.batch=1",
                "run.directory=" + folder.resolve("runs"),
                "run.checkpointEverySteps=1",
                "run.stopAfterSteps=2"));
    assertThat(recipe.network()).isEqualTo(whole.network());
    assertThat(recipe.data().timesteps()).isEqualTo(whole.data().timesteps());
    StringWriter printed = new StringWriter();

    RunResult result = Training.run(session, recipe, Start.RESUMED, new PrintWriter(printed, true));

    assertThat(result.steps()).isEqualTo(2);
    assertThat(printed.toString()).contains("stopping after step 2", "2 steps");
    Path run = folder.resolve("runs").resolve(recipe.name()).resolve("seed-1");
    for (JsonNode step : steps(run)) {
      assertThat(step.get("loss").asDouble()).isFinite().isPositive();
    }
    assertThat(steps(run)).hasSize(2);
    assertThat(result.test().loss()).isFinite().isPositive();
    assertThat(run.resolve("report.html")).isNotEmptyFile();
    Set<String> changed = changed(run);
    if (paper == Paper.SEW_7B_AND_DVSGESTURE) { // seven ANDs let no spike of one sample through
      assertThat(changed).contains("parameters.head.bias");
    } else {
      String first = recipe.network() instanceof ResNet ? "stem.conv" : "conv1";
      String last = recipe.network() instanceof ResNet ? "head" : "voting";
      assertThat(changed)
          .contains("parameters." + first + ".weight", "parameters." + last + ".weight");
    }
  }

  private static List<JsonNode> steps(Path run) throws IOException {
    List<JsonNode> steps = new ArrayList<>();
    for (String line : Files.readAllLines(run.resolve("metrics/epoch-0001.jsonl"))) {
      steps.add(JSON.readTree(line));
    }
    return steps;
  }

  /** Names of parameters that differ between the checkpoints of the first and the second step. */
  private static Set<String> changed(Path run) throws IOException {
    byte[] first = state(run, 1);
    byte[] second = state(run, 2);
    int header = Math.toIntExact(ByteBuffer.wrap(first).order(ByteOrder.LITTLE_ENDIAN).getLong());
    JsonNode tensors = JSON.readTree(first, 8, header);
    Set<String> changed = new TreeSet<>();
    for (Iterator<Map.Entry<String, JsonNode>> all = tensors.fields(); all.hasNext(); ) {
      Map.Entry<String, JsonNode> tensor = all.next();
      if (tensor.getKey().startsWith("parameters.")) {
        int from = 8 + header + tensor.getValue().get("data_offsets").get(0).asInt();
        int to = 8 + header + tensor.getValue().get("data_offsets").get(1).asInt();
        if (Arrays.mismatch(first, from, to, second, from, to) >= 0) {
          changed.add(tensor.getKey());
        }
      }
    }
    return changed;
  }

  private static byte[] state(Path run, int step) throws IOException {
    String name = "checkpoints/step-%07d/state.safetensors".formatted(step);
    return Files.readAllBytes(run.resolve(name));
  }
}
