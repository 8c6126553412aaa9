package io.cofire.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.SharedData;
import io.cofire.data.augment.AutoAugment;
import io.cofire.data.datasets.LayoutOptions;
import io.cofire.data.pictures.View;
import io.cofire.data.spark.PrepareConfig;
import io.cofire.data.spark.PrepareConfig.Rejections;
import io.cofire.data.spark.PrepareJob;
import io.cofire.driver.cli.Training.Start;
import io.cofire.driver.recipe.NamedNetwork;
import io.cofire.driver.recipe.Recipe;
import io.cofire.driver.run.RunResult;
import io.cofire.ops.collective.Meanwhile;
import io.cofire.ops.layer.Recompute;
import io.cofire.ops.loss.LossConfig;
import io.cofire.ops.network.NetworkConfig;
import io.cofire.ops.optimizer.OptimizerConfig;
import io.cofire.ops.plan.MemoryPlan;
import io.cofire.ops.rank.NormSync;
import io.cofire.ops.schedule.Schedule;
import io.cofire.ops.zoo.Zoo;
import io.cofire.ops.zoo.ZooNetwork;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The papers' experiments on still images: each recipe says what its paper says, and one of each
 * family trains two steps on real images, through the code of {@code cofire train}.
 */
class ImageRecipesTest {

  private static final Path RECIPES = Path.of("..", "conf", "recipes");
  private static final Pattern DEPTH = Pattern.compile("\\d+");

  /** Recipes of one table, and what they have in common there. */
  private enum Table {
    ZHENG_CIFAR10("cifar10/tdbn-resnet19(-t[24])?", 3, 1, 36, 105, sgd(0.1, 0), every(35, 0.1)),
    WU_CIFAR10("cifar10/neunorm-.*", 7, 1, 20, 150, sgd(0.1, 0), every(40, 0.1)),
    HU_TABLE_2(
        "cifar10/(ms|vanilla|without-lif)?-?(res|plain)net(8|14|20|32|44|56)-table2",
        24,
        1,
        100,
        100,
        sgd(0.1, 0),
        new Schedule.MultiStep(List.of(40, 60, 80), 0.2)),
    HU_TABLE_6(
        "cifar100?/(ms|sr-b|sr-c)-resnet(32|44|56|110)",
        24,
        1,
        100,
        100,
        sgd(0.1, 1e-4),
        new Schedule.Cosine()),
    HU_482("cifar10/ms-resnet482", 1, 1, 100, 100, sgd(0.1, 1e-4), new Schedule.Cosine()),
    ZHENG_34("imagenet/tdbn-resnet34", 1, 8, 8 * 24, 105, sgd(0.1, 0), every(35, 0.1)),
    ZHENG_34_LARGE("imagenet/tdbn-resnet34-large", 1, 8, 8 * 10, 105, sgd(0.1, 0), every(35, 0.1)),
    ZHENG_50("imagenet/tdbn-resnet50", 1, 8, 8 * 10, 135, sgd(0.1, 0), every(45, 0.1)),
    FANG(
        "imagenet/(sew|spiking)-resnet(18|34|50|101|152)",
        10,
        8,
        8 * 32,
        320,
        sgd(0.1, 0),
        new Schedule.Cosine()),
    HU_18_34(
        "imagenet/ms-resnet(18|34)(-relu)?", 4, 8, 256, 125, sgd(0.1, 1e-4), new Schedule.Cosine()),
    HU_104_FIRST(
        "imagenet/ms-resnet104-(pretrain|relu)",
        2,
        8,
        256,
        200,
        sgd(0.1, 1e-4),
        new Schedule.Cosine()),
    HU_104("imagenet/ms-resnet104", 1, 8, 256, 100, sgd(0.05, 1e-5), new Schedule.Cosine());

    final String files;
    final int recipes;
    final int ranks;
    final int batch;
    final int epochs;

    @SuppressWarnings("ImmutableEnumChecker") // a record
    final OptimizerConfig optimizer;

    @SuppressWarnings("ImmutableEnumChecker") // a record
    final Schedule schedule;

    Table(
        String files,
        int recipes,
        int ranks,
        int batch,
        int epochs,
        OptimizerConfig optimizer,
        Schedule schedule) {
      this.files = files;
      this.recipes = recipes;
      this.ranks = ranks;
      this.batch = batch;
      this.epochs = epochs;
      this.optimizer = optimizer;
      this.schedule = schedule;
    }

    private static OptimizerConfig sgd(double rate, double weightDecay) {
      return new OptimizerConfig.Sgd(rate, 0.9, weightDecay, true);
    }

    private static Schedule every(int epochs, double decay) {
      return new Schedule.Step(epochs, decay);
    }
  }

  @TempDir static Path folder;
  private static Session session;

  @BeforeAll
  static void prepareOnce() throws IOException {
    session = Session.plain("recipes of still images");
    prepare("cifar10", SharedData.require("cifar10-subset"), "cifar", "stratified:0.99");
    prepare("image-folder", twoClasses(), "imagenet", "stratified:0.8");
  }

  /** Eight ants and eight bees. */
  private static Path twoClasses() throws IOException {
    Path images = SharedData.require("imagenet-ants-bees").resolve("val");
    Path few = folder.resolve("few");
    try (Stream<Path> files = Files.walk(images)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".jpg")).toList()) {
        Path to = few.resolve(images.relativize(file).toString());
        Files.createDirectories(to.getParent());
        Files.copy(file, to);
      }
    }
    return few;
  }

  private static void prepare(String dataset, Path from, String to, String split) {
    LayoutOptions subset =
        new LayoutOptions(LayoutOptions.Counts.ANY, Optional.of(split), 1, Optional.empty());
    PrepareJob.run(
        session.context(),
        new PrepareConfig(
            dataset,
            from.toString(),
            folder.resolve(to).toString(),
            PrepareConfig.DEFAULT_SHARD_INPUT_BYTES,
            Rejections.LIST,
            subset),
        (done, all, events, rejected) -> {});
  }

  @AfterAll
  static void stop() {
    session.close();
  }

  static Stream<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(RECIPES, 2)) {
      return files
          .filter(file -> file.toString().matches(".*/(cifar10|cifar100|imagenet)/.*[.]yaml"))
          .sorted()
          .toList()
          .stream();
    }
  }

  private static String stem(Path file) {
    return RECIPES.relativize(file).toString().replace(".yaml", "");
  }

  @ParameterizedTest
  @EnumSource(Table.class)
  void everyRecipeOfATableIsHereWithTheTablesSettings(Table table) throws IOException {
    List<Path> files = files().filter(file -> stem(file).matches(table.files)).toList();

    assertThat(files).hasSize(table.recipes);
    for (Path file : files) {
      Recipe.Training training = Recipe.read(file, List.of()).training();
      assertThat(training.ranks()).isEqualTo(table.ranks);
      assertThat(training.batch()).isEqualTo(table.batch);
      assertThat(training.epochs()).isEqualTo(table.epochs);
      assertThat(training.optimizer()).isEqualTo(table.optimizer);
      assertThat(training.schedule()).isEqualTo(table.schedule);
    }
  }

  @Test
  void noRecipeIsOutsideOfTheTables() throws IOException {
    assertThat(files())
        .hasSize(Arrays.stream(Table.values()).mapToInt(table -> table.recipes).sum())
        .allMatch(f -> Arrays.stream(Table.values()).anyMatch(t -> stem(f).matches(t.files)));
  }

  /** sr-b-resnet44 of CIFAR is the network sr-b-resnet44, and so on. */
  @ParameterizedTest
  @MethodSource("files")
  void theNetworkIsTheOneInTheNameAndItsMemoryCanBePlanned(Path file) {
    Recipe recipe = Recipe.read(file, List.of());
    String name = file.getFileName().toString().replaceAll("(-t\\d|-table2|-pretrain)?[.]yaml", "");
    List<String> changes = new ArrayList<>();
    if (name.endsWith("-without") || name.equals("neunorm-cifarnet-relu")) {
      changes.add("network.norm={kind: none}");
    }
    if (name.endsWith("-relu")) {
      changes.add("network.neuron={kind: relu}");
    }
    String whole = name.replaceAll("-(without|relu)", "");
    NetworkConfig network = NamedNetwork.of(whole, changes);
    assertThat(recipe.network()).isEqualTo(network);
    ZooNetwork paper = Zoo.find(whole).orElseThrow();
    MemoryPlan plan =
        MemoryPlan.of(
            network,
            paper.over(recipe.data().timesteps()).input(),
            paper.classes(),
            1,
            recipe.training().optimizer(),
            Recompute.STAGE,
            Meanwhile.NEVER);
    assertThat(plan.parameterBytes()).isPositive();
    assertThat(DEPTH.matcher(recipe.name()).find()).isTrue();
  }

  @Test
  void whatOnePaperDoesUnlikeTheOthersIsInItsRecipes() {
    assertThat(recipe("imagenet/sew-resnet50").training().normSync()).isEqualTo(NormSync.RANK);
    assertThat(recipe("imagenet/tdbn-resnet50").training().normSync()).isEqualTo(NormSync.ALL);
    assertThat(recipe("cifar10/neunorm-small").training().loss())
        .isEqualTo(new LossConfig.SquareError());
    Recipe first = recipe("imagenet/ms-resnet104-pretrain");
    Recipe second = recipe("imagenet/ms-resnet104");
    assertThat(first.data().timesteps()).isEqualTo(1);
    assertThat(second.data().timesteps()).isEqualTo(6);
    assertThat(second.data().augment())
        .containsExactly(new AutoAugment(AutoAugment.Policy.IMAGENET));
    assertThat(second.training().loss()).isEqualTo(new LossConfig.CrossEntropy(0.1));
    assertThat(second.training().initFrom()).contains("runs/" + first.name() + "/seed-1");
    assertThat(second.data().image().orElseThrow().training())
        .isEqualTo(new View.RandomResizedCrop(224));
  }

  private static Recipe recipe(String stem) {
    return Recipe.read(RECIPES.resolve(stem + ".yaml"), List.of());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cifar10/neunorm-small",
        "cifar10/vanilla-resnet8-table2",
        "cifar10/plainnet8-table2",
        "cifar10/sr-b-resnet32"
      })
  void theSmallOnesTrainTwoStepsOnRealImages(String stem) throws IOException {
    trainTwoSteps(stem);
  }

  @Tag("nightly")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "cifar10/tdbn-resnet19-t2",
        "imagenet/sew-resnet18",
        "imagenet/spiking-resnet18",
        "imagenet/ms-resnet18"
      })
  void theLargerOnesTrainTwoStepsOnRealImages(String stem) throws IOException {
    trainTwoSteps(stem);
  }

  private static void trainTwoSteps(String stem) throws IOException {
    Recipe recipe =
        Recipe.read(
            RECIPES.resolve(stem + ".yaml"),
            List.of(
                "data.shards=" + folder.resolve(stem.startsWith("cifar") ? "cifar" : "imagenet"),
                "training.ranks=1",
                "training.batch=2",
                "run.directory=" + folder.resolve("runs"),
                "run.stopAfterSteps=2"));
    StringWriter printed = new StringWriter();

    RunResult result = Training.run(session, recipe, Start.RESUMED, new PrintWriter(printed, true));

    assertThat(result.steps()).isEqualTo(2);
    assertThat(printed.toString()).contains("stopping after step 2", "2 steps");
    assertThat(result.test().loss()).isFinite().isPositive();
    assertThat(folder.resolve("runs/" + recipe.name() + "/seed-1/report.html")).isNotEmptyFile();
  }
}
