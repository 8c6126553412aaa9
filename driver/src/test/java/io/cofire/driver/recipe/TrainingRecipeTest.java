package io.cofire.driver.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.driver.checkpoint.Retention;
import io.cofire.ops.optimizer.OptimizerConfig;
import io.cofire.ops.schedule.Schedule;
import io.cofire.ops.tensor.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sections {@code training} and {@code run}. */
class TrainingRecipeTest {

  @TempDir Path folder;

  @Test
  void optimizersAndSchedulesAreChoicesThatMayNest() throws IOException {
    Path file = Files.writeString(folder.resolve("r.yaml"), RecipeTest.SHORT);
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
    Path file = Files.writeString(folder.resolve("r.yaml"), RecipeTest.SHORT);
    List<String> overrides =
        List.of("training.sync=averaging", "training.averaging.workers=64", "training.batch=63");
    assertThatThrownBy(() -> Recipe.read(file, overrides))
        .isInstanceOf(RecipeException.class)
        .hasMessageEndingWith(
            "invalid training.batch: 63 (must be at least training.averaging.workers, 64)");
  }

  @Test
  void aDeviceIsTheProcessorOrOneGpuAndNoPartOfTheHash() throws IOException {
    Path file = Files.writeString(folder.resolve("r.yaml"), RecipeTest.SHORT);
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
  void aRunMayStopAfterSomeStepsWhichChangesNoHash() throws IOException {
    Path file = Files.writeString(folder.resolve("r.yaml"), RecipeTest.SHORT);
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
    Path file = Files.writeString(folder.resolve("r.yaml"), RecipeTest.SHORT);
    assertThat(Recipe.read(file, List.of()).run().retention())
        .isEqualTo(new Retention(3, Optional.empty()));

    Recipe recipe = Recipe.read(file, List.of("run.keepEveryEpochs=10"));

    assertThat(recipe.run().retention()).isEqualTo(new Retention(3, Optional.of(10)));
    assertThat(recipe.hash()).isEqualTo(Recipe.read(file, List.of()).hash());
    assertThat(Recipe.parse(recipe.yaml(), "printed")).isEqualTo(recipe);
    assertThatThrownBy(() -> Recipe.read(file, List.of("run.keepEveryEpochs=0")))
        .hasMessageContaining("invalid run.keepEveryEpochs: 0 (must be at least 1)");
  }
}
