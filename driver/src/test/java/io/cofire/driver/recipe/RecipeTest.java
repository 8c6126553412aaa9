package io.cofire.driver.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.augment.Draw;
import io.cofire.data.augment.MixUp;
import io.cofire.data.augment.Perturbation;
import io.cofire.data.augment.Placement;
import io.cofire.data.augment.TemporalDelete;
import io.cofire.data.frames.Binning;
import io.cofire.data.frames.Reduction;
import io.cofire.driver.checkpoint.Retention;
import io.cofire.ops.block.Join;
import io.cofire.ops.block.LastNorm;
import io.cofire.ops.block.ResidualPath;
import io.cofire.ops.block.SewBlock;
import io.cofire.ops.layer.NeuNorm;
import io.cofire.ops.layer.Recompute;
import io.cofire.ops.loss.LossConfig;
import io.cofire.ops.network.Encoding;
import io.cofire.ops.network.MapNorm;
import io.cofire.ops.network.NetworkConfig;
import io.cofire.ops.network.Part;
import io.cofire.ops.neuron.Dynamics;
import io.cofire.ops.neuron.Neuron;
import io.cofire.ops.optimizer.OptimizerConfig;
import io.cofire.ops.rank.NormSync;
import io.cofire.ops.schedule.Schedule;
import io.cofire.ops.surrogate.Surrogate;
import io.cofire.ops.tensor.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecipeTest {

  private static final Path SHIPPED = Path.of("..", "conf", "recipes");

  static final String SHORT =
      """
      name: short
      data: {shards: data/x, timesteps: 4}
      network:
        kind: resnet
        block: sew
        stem: {channels: 8}
        stages:
          - {channels: 8, blocks: 1}
        neuron: {kind: integrate-and-fire}
      training:
        batch: 10
        epochs: 2
        optimizer: {kind: sgd, rate: 1e-1}
      """;

  @TempDir Path folder;

  @Test
  void aRecipeBecomesRecordsWithDefaultsFilledIn() {
    Recipe recipe = Recipe.parse(SHORT, "short.yaml");

    assertThat(recipe.seed()).isEqualTo(1);
    assertThat(recipe.data().binning()).isEqualTo(new Binning.SjNumber());
    assertThat(recipe.network())
        .isEqualTo(
            new NetworkConfig.ResNet(
                new SewBlock(ResidualPath.BASIC, Join.ADD, LastNorm.LIKE_OTHERS),
                new NetworkConfig.Stem(8, 3, 1),
                List.of(new NetworkConfig.Stage(8, 1, 1)),
                new Neuron.IntegrateAndFire(
                    1,
                    Dynamics.Reset.HARD,
                    Dynamics.ResetGradient.DETACHED,
                    Dynamics.Firing.AT_OR_ABOVE,
                    new Surrogate.ArcTan(2))));
    assertThat(recipe.training().optimizer()).isEqualTo(new OptimizerConfig.Sgd(0.1, 0.9, 0, true));
    assertThat(recipe.training().schedule()).isEqualTo(new Schedule.Cosine());
    assertThat(recipe.training().sync()).isEqualTo(Recipe.Sync.STEP);
    assertThat(recipe.run())
        .isEqualTo(
            new Recipe.Run(
                "runs",
                100,
                3,
                Optional.empty(),
                "nd4j",
                "cpu",
                Recompute.NONE,
                50,
                Optional.empty()));
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void aShippedRecipePrintsBackToAnEqualOne(Path file) {
    Recipe recipe = Recipe.read(file, List.of());

    Recipe again = Recipe.parse(recipe.yaml(), "printed");

    assertThat(again).isEqualTo(recipe);
    assertThat(again.hash()).isEqualTo(recipe.hash()).hasSize(64);
    String folder = SHIPPED.relativize(file.getParent()).toString(); // the data set, if any
    String name = recipe.name() + ".yaml";
    assertThat(file.getFileName())
        .hasToString(folder.isEmpty() ? name : name.replace("-" + folder, ""));
  }

  static Stream<Path> shipped() throws IOException {
    try (Stream<Path> files = Files.walk(SHIPPED)) {
      return files.filter(Files::isRegularFile).sorted().toList().stream();
    }
  }

  @Test
  void overridesReachMappingsListEntriesAndWholeValues() throws IOException {
    Path file = Files.writeString(folder.resolve("r.yaml"), SHORT);

    Recipe recipe =
        Recipe.read(
            file,
            List.of(
                "seed=7",
                "training.batch=20",
                "network.stages[0].channels=16",
                "network.stages.0.stride=2",
                "data.binning={kind: fixed-duration, windowMicros: 30000}",
                "run.directory=elsewhere/a=b"));

    assertThat(recipe.seed()).isEqualTo(7);
    assertThat(recipe.training().batch()).isEqualTo(20);
    assertThat(((NetworkConfig.ResNet) recipe.network()).stages())
        .containsExactly(new NetworkConfig.Stage(16, 1, 2));
    assertThat(recipe.data().binning()).isEqualTo(new Binning.FixedDuration(30_000));
    assertThat(recipe.run().directory()).isEqualTo("elsewhere/a=b");
  }

  @Test
  void everyBinningAndReductionIsAChoiceOfARecipe() throws IOException {
    Path file = Files.writeString(folder.resolve("r.yaml"), SHORT);
    assertThat(Recipe.read(file, List.of()).data().reduction()).isEqualTo(new Reduction.None());

    Recipe recipe =
        Recipe.read(
            file,
            List.of(
                "data.reduction={kind: divide, by: 3}",
                "data.binning={kind: tonic-time-window, windowMicros: 50, strideMicros: 20}"));

    assertThat(recipe.data().reduction()).isEqualTo(new Reduction.Divide(3));
    assertThat(recipe.data().binning()).isEqualTo(new Binning.TonicTimeWindow(50, 20));
    assertThat(Recipe.parse(recipe.yaml(), "printed")).isEqualTo(recipe);
    for (String kind : List.of("tonic-time-bins", "tonic-event-bins", "sj-time")) {
      Recipe other = Recipe.read(file, List.of("data.binning={kind: " + kind + "}"));
      assertThat(other.data().binning().kind()).isEqualTo(kind);
    }
  }

  @Test
  void theLastNeuronOfABlockIsOptional() throws IOException {
    Path file = Files.writeString(folder.resolve("r.yaml"), SHORT);
    NetworkConfig.ResNet without = (NetworkConfig.ResNet) Recipe.read(file, List.of()).network();
    assertThat(without.lastNeuron()).isEmpty();

    String last =
        "network.lastNeuron={kind: integrate-and-fire, threshold: 0.5, surrogate: unit-at-half}";
    Recipe recipe = Recipe.read(file, List.of(last, "network.block={kind: spiking}"));

    NetworkConfig.ResNet network = (NetworkConfig.ResNet) recipe.network();
    assertThat(network.lastNeuron().orElseThrow().threshold()).isEqualTo(0.5);
    assertThat(network.lastNeuron().orElseThrow().dynamics().surrogate())
        .isEqualTo(new Surrogate.UnitAtHalf());
    assertThat(Recipe.parse(recipe.yaml(), "printed")).isEqualTo(recipe);
    assertThat(recipe.hash())
        .isNotEqualTo(Recipe.read(file, List.of("network.block=spiking")).hash());
  }

  @Test
  void augmentationsAreAListOfChoices() throws IOException {
    Path file = Files.writeString(folder.resolve("r.yaml"), SHORT);
    assertThat(Recipe.read(file, List.of()).data().augment()).isEmpty();

    String list =
        "data.augment=[{kind: horizontal-flip, probability: 0.5}, {kind: time-jitter, mostMicros: 9}]";
    Recipe recipe = Recipe.read(file, List.of(list));

    assertThat(recipe.data().augment())
        .containsExactly(new Placement.HorizontalFlip(0.5), new Perturbation.TimeJitter(9));
    assertThat(Recipe.parse(recipe.yaml(), "printed")).isEqualTo(recipe);
  }

  @Test
  void everyNeuronAndSurrogateIsAChoiceOfARecipe() throws IOException {
    Path file = Files.writeString(folder.resolve("r.yaml"), SHORT);
    for (String neuron :
        List.of(
            "{kind: iterative-lif, reset: soft, surrogate: {kind: triangle}}",
            "{kind: lif, tau: 4, input: whole, surrogate: {kind: sigmoid}}",
            "{kind: parametric-lif, rest: -0.1, surrogate: {kind: unit-at-half}}")) {
      Recipe recipe = Recipe.read(file, List.of("network.neuron=" + neuron));
      assertThat(Recipe.parse(recipe.yaml(), "printed")).isEqualTo(recipe);
    }
    Recipe recipe = Recipe.read(file, List.of("network.neuron={kind: parametric-lif}"));
    assertThat(((NetworkConfig.ResNet) recipe.network()).neuron())
        .isEqualTo(
            new Neuron.ParametricLif(
                2,
                Neuron.Input.DECAYED,
                1,
                0,
                Dynamics.Reset.HARD,
                Dynamics.ResetGradient.DETACHED,
                Dynamics.Firing.AT_OR_ABOVE,
                new Surrogate.ArcTan(2)));
  }

  @Test
  void optimizersAndSchedulesAreChoicesThatMayNest() throws IOException {
    Path file = Files.writeString(folder.resolve("r.yaml"), SHORT);
    Recipe recipe =
        Recipe.read(
            file,
            List.of(
                "training.optimizer={kind: adam, rate: 1.0e-3, decayNorms: false}",
                "training.schedule={kind: warm-up, warmUp: 2, then: {kind: multi-step,"
                    + " milestones: [4, 6], decay: 0.2}}"));

    assertThat(recipe.training().optimizer())
        .isEqualTo(new OptimizerConfig.Adam(1e-3, 0.9, 0.999, 1e-8, 0, false));
    assertThat(recipe.training().schedule())
        .isEqualTo(new Schedule.WarmUp(2, 0.01, new Schedule.MultiStep(List.of(4, 6), 0.2)));
    assertThat(Recipe.parse(recipe.yaml(), "printed")).isEqualTo(recipe);
  }

  @Test
  void averagingNeedsASampleForEachWorker() throws IOException {
    Path file = Files.writeString(folder.resolve("r.yaml"), SHORT);
    List<String> overrides =
        List.of("training.sync=averaging", "training.averaging.workers=64", "training.batch=63");
    assertThatThrownBy(() -> Recipe.read(file, overrides))
        .isInstanceOf(RecipeException.class)
        .hasMessageEndingWith(
            "invalid training.batch: 63 (must be at least training.averaging.workers, 64)");
  }

  @Test
  void aRunGoesOnFromAnotherOnlyWithTheSameExperiment() throws IOException {
    Path file = Files.writeString(folder.resolve("r.yaml"), SHORT);
    Recipe step = Recipe.read(file, List.of());
    for (String allowed :
        List.of(
            "training.sync=averaging",
            "training.ranks=2",
            "training.normSync=rank",
            "training.resumeFrom=runs/other",
            "name=other")) {
      Recipe other = Recipe.read(file, List.of(allowed));
      assertThat(other.goesOnWith(step)).as(allowed).isTrue();
      assertThat(step.goesOnWith(other)).as(allowed).isTrue();
    }
    for (String refused : List.of("seed=2", "training.batch=11", "training.epochs=77")) {
      assertThat(Recipe.read(file, List.of(refused)).goesOnWith(step)).as(refused).isFalse();
    }
    List<String> both = List.of("training.initFrom=a", "training.resumeFrom=b");
    assertThatThrownBy(() -> Recipe.read(file, both))
        .isInstanceOf(RecipeException.class)
        .hasMessageEndingWith(
            "invalid training.resumeFrom: b (must be left out where training.initFrom is given)");
  }

  @Test
  void aTemporalDeleteIsTrainedWithFewerTimestepsThanAreScored() throws IOException {
    Path file = Files.writeString(folder.resolve("r.yaml"), SHORT);

    Recipe recipe =
        Recipe.read(
            file,
            List.of("data.augment=[{kind: mix-up, alpha: 0.5}, {kind: temporal-delete, keep: 3}]"));

    assertThat(recipe.data().augment())
        .containsExactly(new MixUp(0.5, Draw.BATCH), new TemporalDelete(3, Draw.BATCH));
    assertThat(recipe.data().timesteps()).isEqualTo(4);
    assertThat(recipe.data().trainedTimesteps()).isEqualTo(3);
    assertThat(Recipe.parse(recipe.yaml(), "printed")).isEqualTo(recipe);
    assertThat(recipe.augmenter("train").steps()).hasSize(2);
    assertThat(recipe.augmenter("test").steps()).isEmpty();
    String all = "data.augment=[{kind: temporal-delete, keep: 5, draw: sample}]";
    assertThatThrownBy(() -> Recipe.read(file, List.of(all)))
        .hasMessageContaining(
            "invalid data.augment: temporal-delete keeps 5 timesteps (must be at most data.timesteps, 4)");
    String twice = "data.augment=[{kind: mix-up, alpha: 1}, {kind: mix-up, alpha: 1}]";
    assertThatThrownBy(() -> Recipe.read(file, List.of(twice)))
        .hasMessageContaining("invalid data.augment: mix-up 2 times (at most once)");
  }

  @Test
  void aDeviceIsTheProcessorOrOneGpuAndNoPartOfTheHash() throws IOException {
    Path file = Files.writeString(folder.resolve("r.yaml"), SHORT);
    Recipe onProcessor = Recipe.read(file, List.of("run.engine=libtorch"));
    Recipe onGpu = Recipe.read(file, List.of("run.engine=libtorch", "run.device=cuda:1"));

    assertThat(onProcessor.run().where()).isEqualTo(Device.CPU);
    assertThat(onGpu.run().where()).isEqualTo(Device.cuda(1));
    assertThat(onGpu.hash()).isEqualTo(onProcessor.hash());
    for (String wrong : List.of("gpu", "cuda", "cuda:-1", "cuda:all")) {
      assertThatThrownBy(() -> Recipe.read(file, List.of("run.device=" + wrong)))
          .hasMessageContaining(
              "invalid run.device: " + wrong + " (must be cpu or cuda:N, such as cuda:0)");
    }
  }

  @Test
  void splitsMayBeTakenTogetherButNoneTwice() throws IOException {
    Path file = Files.writeString(folder.resolve("r.yaml"), SHORT);
    List<String> folds = List.of("data.train=fold1+fold2", "data.test=fold3");
    assertThat(Recipe.Data.splits(Recipe.read(file, folds).data().train()))
        .containsExactly("fold1", "fold2");
    assertThatThrownBy(() -> Recipe.read(file, List.of("data.train=a+b", "data.test=b")))
        .hasMessageContaining("invalid data.test: b (must be another split than data.train)");
    assertThatThrownBy(() -> Recipe.read(file, List.of("data.train=a+b+a")))
        .hasMessageContaining("invalid data.train: a+b+a (must name each split once)");
  }

  @Test
  void anotherNumberOfTimestepsMayScoreWhatWasTrained() throws IOException {
    Path file = Files.writeString(folder.resolve("r.yaml"), SHORT);
    Recipe trained = Recipe.read(file, List.of("data.augment=[{kind: temporal-delete, keep: 3}]"));

    for (String same : List.of("data.timesteps=7", "data.augment=[]", "data.test=other")) {
      Recipe scored = Recipe.read(file, List.of(same));
      assertThat(scored.scores(trained)).as(same).isTrue();
    }
    for (String other : List.of("seed=2", "training.batch=11", "data.binning.kind=sj-time")) {
      Recipe scored = Recipe.read(file, List.of(other));
      assertThat(scored.scores(trained)).as(other).isFalse();
    }
  }

  @Test
  void aLayeredNetworkIsAListOfParts() throws IOException {
    Path file = Files.writeString(folder.resolve("r.yaml"), SHORT);
    String network =
        "network={kind: layered, neuron: {kind: iterative-lif}, parts: [{kind: conv, channels: 8},"
            + " {kind: average-pool}, {kind: dense, width: 16}, {kind: dropout, rate: 0.5}]}";
    Recipe recipe =
        Recipe.read(
            file, List.of(network, "training.loss={kind: square-error}", "training.normSync=rank"));

    NetworkConfig.Layered layered = (NetworkConfig.Layered) recipe.network();
    assertThat(layered.parts())
        .containsExactly(
            new Part.Conv(8, 3),
            new Part.AveragePool(2),
            new Part.Dense(16),
            new Part.Dropout(0.5));
    assertThat(layered.norm())
        .isEqualTo(
            new MapNorm.Auxiliary(0.9, NeuNorm.Strength.PRINTED, NeuNorm.Weights.PER_CHANNEL, 1));
    assertThat(layered.encoding()).isEqualTo(Encoding.DIRECT);
    assertThat(layered.votersPerClass()).isEqualTo(10);
    assertThat(recipe.training().normSync()).isEqualTo(NormSync.RANK);
    assertThat(Recipe.parse(recipe.yaml(), "printed")).isEqualTo(recipe);
  }

  @Test
  void aLossOverTimestepsAndLogitsAtEveryTimestepNeedEachOther() throws IOException {
    Path file = Files.writeString(folder.resolve("r.yaml"), SHORT);
    String loss = "training.loss={kind: temporal-cross-entropy}";
    String outputs = "network.outputs=each-timestep";

    Recipe recipe = Recipe.read(file, List.of(loss, outputs));

    assertThat(recipe.training().loss()).isEqualTo(new LossConfig.Temporal(0, 0.05, 1));
    assertThat(Recipe.parse(recipe.yaml(), "printed")).isEqualTo(recipe);
    assertThatThrownBy(() -> Recipe.read(file, List.of(loss)))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining(
            "the loss needs logits of every timestep, [T,N,K], the network gives logits of the mean over time, [N,K]; choose training.loss softmax-cross-entropy or square-error, or another network.outputs");
    assertThatThrownBy(() -> Recipe.read(file, List.of(outputs)))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining(
            "the loss needs logits of the mean over time, [N,K], the network gives logits of every timestep, [T,N,K]; choose training.loss temporal-cross-entropy, or another network.outputs");
  }

  @Test
  void aRunMayStopAfterSomeStepsWhichChangesNoHash() throws IOException {
    Path file = Files.writeString(folder.resolve("r.yaml"), SHORT);
    Recipe whole = Recipe.read(file, List.of());

    Recipe stopped = Recipe.read(file, List.of("run.stopAfterSteps=2"));

    assertThat(stopped.run().stopAfterSteps()).contains(2);
    assertThat(stopped.run().lastStep(10)).isEqualTo(2);
    assertThat(stopped.run().lastStep(1)).isEqualTo(1);
    assertThat(whole.run().lastStep(10)).isEqualTo(10);
    assertThat(stopped.hash()).isEqualTo(whole.hash());
    assertThat(Recipe.parse(stopped.yaml(), "printed")).isEqualTo(stopped);
    assertThatThrownBy(() -> Recipe.read(file, List.of("run.stopAfterSteps=0")))
        .hasMessageContaining("invalid run.stopAfterSteps: 0 (must be at least 1)");
  }

  @Test
  void checkpointsOfSomeEpochsMayStayForEver() throws IOException {
    Path file = Files.writeString(folder.resolve("r.yaml"), SHORT);
    assertThat(Recipe.read(file, List.of()).run().retention())
        .isEqualTo(new Retention(3, Optional.empty()));

    Recipe recipe = Recipe.read(file, List.of("run.keepEveryEpochs=10"));

    assertThat(recipe.run().retention()).isEqualTo(new Retention(3, Optional.of(10)));
    assertThat(recipe.hash()).isEqualTo(Recipe.read(file, List.of()).hash());
    assertThat(Recipe.parse(recipe.yaml(), "printed")).isEqualTo(recipe);
    assertThatThrownBy(() -> Recipe.read(file, List.of("run.keepEveryEpochs=0")))
        .hasMessageContaining("invalid run.keepEveryEpochs: 0 (must be at least 1)");
  }

  @Test
  void theHashSeesWhatTrainsAndNothingElse() throws IOException {
    Path file = Files.writeString(folder.resolve("r.yaml"), SHORT);
    String hash = Recipe.read(file, List.of()).hash();

    for (String same :
        List.of("name=other", "run.directory=x", "run.keepCheckpoints=9", "data.shards=moved")) {
      assertThat(Recipe.read(file, List.of(same)).hash()).as(same).isEqualTo(hash);
    }
    for (String other :
        List.of("seed=2", "training.batch=11", "run.engine=libtorch", "data.timesteps=5")) {
      assertThat(Recipe.read(file, List.of(other)).hash()).as(other).isNotEqualTo(hash);
    }
    String averaging = "training.averaging.workers=3";
    assertThat(Recipe.read(file, List.of(averaging)).hash()).isEqualTo(hash);
    assertThat(Recipe.read(file, List.of("training.sync=averaging", averaging)).hash())
        .isNotEqualTo(Recipe.read(file, List.of("training.sync=averaging")).hash());
  }

  @Test
  void everyKindOfASealedChoiceHasAName() {
    for (Class<?> choice : Schema.choices()) {
      assertThat(Set.<Class<?>>copyOf(Schema.kinds(choice).values()))
          .as(choice.getSimpleName())
          .isEqualTo(permitted(choice).collect(Collectors.toSet()));
    }
  }

  private static Stream<Class<?>> permitted(Class<?> choice) {
    return choice.isSealed()
        ? Stream.of(choice.getPermittedSubclasses()).flatMap(RecipeTest::permitted)
        : Stream.of(choice);
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> Recipe.read(folder.resolve("none.yaml"), List.of()))
        .isInstanceOf(RecipeException.class)
        .hasMessage("Cannot read recipe " + folder.resolve("none.yaml") + ": no such file");
  }
}
