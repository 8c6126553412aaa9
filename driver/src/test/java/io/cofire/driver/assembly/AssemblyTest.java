package io.cofire.driver.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.errors.InvalidValue;
import io.cofire.driver.assembly.Misfits.Misfit;
import io.cofire.driver.recipe.Recipe;
import io.cofire.driver.recipe.Recipe.Sync;
import io.cofire.ops.network.InputShape;
import io.cofire.ops.rank.NormSync;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class AssemblyTest {

  @TempDir static Path folder;

  private static Misfits misfits;

  @BeforeAll
  static void prepare() throws IOException {
    misfits = Misfits.in(folder);
  }

  static Stream<Arguments> misfitsOfBothModes() {
    return Misfits.ofBothModes().stream()
        .flatMap(misfit -> Stream.of(Sync.values()).map(sync -> Arguments.of(misfit, sync)));
  }

  @ParameterizedTest
  @MethodSource("misfitsOfBothModes")
  void whatRecipeAndManifestRuleOutIsRefusedInBothModes(Misfit misfit, Sync sync)
      throws IOException {
    Recipe recipe = misfits.recipe(misfit, sync);
    assertRefused(misfit, () -> plan(recipe));
    assertRefused(misfit, () -> ranks(recipe)); // as an evaluation sees it
  }

  @Test
  void averagingTakesNoImages() throws IOException {
    assertRefused(Misfits.images(), () -> plan(misfits.recipe(Misfits.images(), Sync.AVERAGING)));
    assertThat(plan(misfits.recipe(Misfits.images(), Sync.STEP)).samples()).isEqualTo(24);
  }

  @Test
  void eachRankNeedsASampleToScoreAndAWorkerOfAveragingDoesNot() throws IOException {
    Misfit many = Misfits.manyRanks();
    assertRefused(many, () -> plan(misfits.recipe(many, Sync.STEP)));
    assertRefused(many, () -> ranks(misfits.recipe(many, Sync.AVERAGING)));
    assertThat(plan(misfits.recipe(many, Sync.AVERAGING)).workers()).isEqualTo(10);
  }

  @ParameterizedTest
  @EnumSource(Sync.class)
  void aPlanSurvivesAsText(Sync sync) throws IOException {
    TrainingPlan plan = plan(misfits.fitting(sync));
    assertThat(PlanText.parse(PlanText.of(plan))).isEqualTo(plan);
    assertThat(plan.trained()).isEqualTo(new InputShape(2, 2, 12, 12));
    assertThat(plan.stepsPerEpoch()).isEqualTo(plan.batches().stepsPerEpoch()).isEqualTo(4);
    assertThat(plan.lastStep()).isEqualTo(20);
    assertThat(plan.batchOf(0)).isEqualTo(3);
  }

  @Test
  void normsOfAveragingsWorkersSeeAllThatOneHas() throws IOException {
    Misfit ranks = new Misfit("events", List.of("training.normSync=rank"), "", "");
    assertThat(plan(misfits.recipe(ranks, Sync.STEP)).trainer(3).normSync())
        .isEqualTo(NormSync.RANK);
    assertThat(plan(misfits.recipe(ranks, Sync.AVERAGING)).trainer(3).normSync())
        .isEqualTo(NormSync.ALL);
  }

  private interface Making {
    TrainingPlan make() throws IOException;
  }

  private static void assertRefused(Misfit misfit, Making plan) {
    assertThatThrownBy(plan::make)
        .isInstanceOf(InvalidValue.class)
        .hasMessageStartingWith(misfit.message())
        .extracting(e -> ((InvalidValue) e).key())
        .isEqualTo(misfit.key());
  }

  private static TrainingPlan plan(Recipe recipe) {
    return Assembly.of(recipe, HostData.shards(recipe, new Configuration()));
  }

  private static TrainingPlan ranks(Recipe recipe) {
    return Assembly.ofRanks(recipe, HostData.shards(recipe, new Configuration()));
  }
}
