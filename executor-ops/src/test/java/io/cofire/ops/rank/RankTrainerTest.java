package io.cofire.ops.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cofire.data.batches.Minibatch;
import io.cofire.ops.collective.LocalGroup;
import io.cofire.ops.inference.NeuronActivity;
import io.cofire.ops.loss.LossConfig;
import io.cofire.ops.network.Encoding;
import io.cofire.ops.network.InputShape;
import io.cofire.ops.network.NetworkConfig.Outputs;
import io.cofire.ops.network.NetworkConfig.ResNet;
import io.cofire.ops.reference.ReferenceKernels;
import io.cofire.ops.tensor.Engines;
import io.cofire.ops.tensor.Kernels;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RankTrainerTest {

  private static RankTrainer alone(Kernels kernels, TrainerConfig config) {
    return new RankTrainer(kernels, config, LocalGroup.of(1, Duration.ofSeconds(5)).collective(0));
  }

  @ParameterizedTest
  @EnumSource(Block.class)
  void fitsEightSamples(Block block) {
    TrainerConfig config = TinyTask.fitting(block, 8);
    try (Kernels kernels = Engines.open("nd4j");
        RankTrainer trainer = alone(kernels, config)) {
      Minibatch batch = TinyTask.batch(0, 8);
      StepResult result = null;
      for (int step = 0; step < config.stepsPerEpoch(); step++) {
        result = trainer.step(batch, 8);
      }
      assertThat(result.lossSum() / result.count()).isLessThan(0.1);
      assertThat(result.correct()).isEqualTo(8);
    }
  }

  @ParameterizedTest
  @EnumSource(Block.class)
  void unevenRanksTrainLikeOneAndAgreeToTheBit(Block block) throws Exception {
    TrainingState alone = train(block, 6).get(0);
    for (int[] split : new int[][] {{3, 3}, {1, 3, 2}}) {
      List<TrainingState> states = train(block, split);
      for (TrainingState state : states) {
        assertThat(state.parameters()).isEqualTo(states.get(0).parameters());
        assertThat(state.statistics()).isEqualTo(states.get(0).statistics());
      }
      assertThat(states.get(0).parameters())
          .usingComparatorWithPrecision(1e-4f)
          .containsExactly(alone.parameters());
    }
  }

  @Test
  void twoRanksOnLibtorchTrainLikeNd4jAndEndWithTheSameBitsTwice() throws Exception {
    for (Block block : Block.values()) {
      float[] first = train("libtorch", block, 4, 2).get(0).parameters();
      List<TrainingState> again = train("libtorch", block, 4, 2);
      assertThat(again.get(0).parameters()).isEqualTo(first);
      assertThat(again.get(1).parameters()).isEqualTo(first);
      float[] onNd4j = train(block, 4, 2).get(0).parameters();
      assertThat(first).usingComparatorWithPrecision(1e-4f).containsExactly(onNd4j);
    }
  }

  /** Two steps of six samples, shared out. */
  private static List<TrainingState> train(Block block, int... split) throws Exception {
    return train("nd4j", block, split);
  }

  private static List<TrainingState> train(String engine, Block block, int... split)
      throws Exception {
    return RankThreads.run(
        split.length,
        collective -> {
          int from = Arrays.stream(split, 0, collective.rank()).sum();
          int mine = split[collective.rank()];
          try (Kernels kernels = Engines.open(engine);
              RankTrainer trainer =
                  new RankTrainer(kernels, TinyTask.config(block, mine), collective)) {
            for (int step = 0; step < 2; step++) {
              trainer.step(TinyTask.batch(step * 6 + from, step * 6 + from + mine), 6);
            }
            return trainer.state();
          }
        });
  }

  @ParameterizedTest
  @EnumSource(Block.class)
  void allocatesNothingFromTheSecondStepOn(Block block) {
    try (Kernels kernels = Engines.open("nd4j");
        RankTrainer trainer = alone(kernels, TinyTask.config(block, 4))) {
      trainer.step(TinyTask.batch(0, 4), 4);
      long bytes = kernels.memory().allocatedBytes();
      for (int step = 1; step < 4; step++) {
        trainer.step(TinyTask.batch(step * 4, step * 4 + 4), 4);
        trainer.evaluate(List.of(TinyTask.batch(0, 4)).iterator());
      }
      assertThat(kernels.memory().allocatedBytes()).isEqualTo(bytes);
    }
  }

  @Test
  void closingFreesEveryTensor() {
    try (Kernels kernels = new ReferenceKernels()) {
      RankTrainer trainer = alone(kernels, TinyTask.config(Block.TDBN, 4));
      trainer.step(TinyTask.batch(0, 4), 4);
      trainer.close();
      assertThat(kernels.memory().allocatedBytes()).isZero();
    }
  }

  @Test
  void goesOnFromARestoredStateAsIfNeverInterrupted() {
    TrainerConfig config = TinyTask.config(Block.TDBN, 4);
    try (Kernels kernels = new ReferenceKernels();
        RankTrainer first = alone(kernels, config);
        RankTrainer second = alone(kernels, config)) {
      first.step(TinyTask.batch(0, 4), 4);
      second.restore(first.state());
      first.restore(first.state()); // both go on from what a checkpoint holds: floats
      first.step(TinyTask.batch(4, 8), 4);
      second.step(TinyTask.batch(4, 8), 4);
      TrainingState expected = first.state();
      TrainingState found = second.state();
      assertThat(found.step()).isEqualTo(2);
      assertThat(found.parameters()).isEqualTo(expected.parameters());
      assertThat(found.statistics()).isEqualTo(expected.statistics());
      assertThat(found.optimizer().get("velocity")).isEqualTo(expected.optimizer().get("velocity"));
    }
  }

  @Test
  void aStateInTheArraysOfAnEarlierOneIsTheStateOfNow() {
    try (Kernels kernels = new ReferenceKernels();
        RankTrainer trainer = alone(kernels, TinyTask.config(Block.TDBN, 4))) {
      trainer.step(TinyTask.batch(0, 4), 4);
      TrainingState earlier = trainer.state();
      float[] before = earlier.parameters().clone();
      trainer.step(TinyTask.batch(4, 8), 4);
      assertThat(earlier.parameters()).isEqualTo(before); // a copy stays until it is given back
      TrainingState reused = trainer.state(earlier);
      TrainingState fresh = trainer.state();
      assertThat(reused.parameters()).isSameAs(earlier.parameters()).isNotEqualTo(before);
      assertThat(reused.step()).isEqualTo(2);
      assertThat(reused.parameters()).isEqualTo(fresh.parameters());
      assertThat(reused.statistics()).isEqualTo(fresh.statistics());
      assertThat(reused.optimizer().get("velocity")).isEqualTo(fresh.optimizer().get("velocity"));
    }
  }

  @Test
  void refusesTheStateOfAnotherNetwork() {
    try (Kernels kernels = new ReferenceKernels();
        RankTrainer tdbn = alone(kernels, TinyTask.config(Block.TDBN, 4));
        RankTrainer sew = alone(kernels, TinyTask.config(Block.SEW, 4))) {
      TrainingState state = tdbn.state();
      assertThatThrownBy(() -> sew.restore(state))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("Cannot restore the training: part")
          .hasMessageContaining("use the network that it was saved with");
    }
  }

  @Test
  void evaluationLeavesPaddingOut() {
    try (Kernels kernels = new ReferenceKernels();
        RankTrainer trainer = alone(kernels, TinyTask.config(Block.TDBN, 4))) {
      trainer.step(TinyTask.batch(0, 4), 4);
      Evaluation whole = trainer.evaluate(batches(TinyTask.batch(0, 4), TinyTask.batch(4, 8)));
      Minibatch padded = TinyTask.batch(4, 8);
      padded.labels()[1] = -1;
      Evaluation part = trainer.evaluate(batches(TinyTask.batch(0, 4), padded));
      assertThat(whole.count()).isEqualTo(8);
      assertThat(part.count()).isEqualTo(7);
      assertThat(Arrays.stream(part.confusion()).flatMapToLong(Arrays::stream).sum()).isEqualTo(7);
      assertThat(part.lossSum()).isLessThan(whole.lossSum());
      assertThat(part.activity()).hasSameSizeAs(whole.activity()).isNotEmpty();
      for (int i = 0; i < part.activity().size(); i++) {
        assertThat(part.activity().get(i).neuronSteps() * 8)
            .isEqualTo(whole.activity().get(i).neuronSteps() * 7);
      }
    }
  }

  @Test
  void sharesOfAnEvaluationAddUpToTheWhole() {
    try (Kernels kernels = new ReferenceKernels();
        RankTrainer trainer = alone(kernels, TinyTask.config(Block.SEW, 4))) {
      Evaluation whole = trainer.evaluate(batches(TinyTask.batch(0, 4), TinyTask.batch(4, 8)));
      Evaluation sum =
          trainer
              .evaluate(batches(TinyTask.batch(0, 4)))
              .plus(trainer.evaluate(batches(TinyTask.batch(4, 8))));
      assertThat(sum.lossSum()).isEqualTo(whole.lossSum());
      assertThat(sum.count()).isEqualTo(whole.count());
      assertThat(sum.confusion()).isDeepEqualTo(whole.confusion());
      assertThat(sum.activity()).isEqualTo(whole.activity());
    }
  }

  @Test
  void namesTheStepAndTheLayerOfAGradientThatIsNotFinite() {
    try (Kernels kernels = new ReferenceKernels();
        RankTrainer trainer = alone(kernels, TinyTask.config(Block.TDBN, 4))) {
      trainer.step(TinyTask.batch(0, 4), 4);
      Minibatch broken = TinyTask.batch(4, 8);
      broken.input().put(0, Float.NaN);
      assertThatThrownBy(() -> trainer.step(broken, 4))
          .isInstanceOf(DivergenceException.class)
          .hasMessageStartingWith("Cannot train step 1: the gradient of stem.")
          .hasMessageContaining(" is not finite (sum of squares NaN); ")
          .hasMessageEndingWith(
              "the first output that is not finite is that of stem.conv; try a smaller"
                  + " optimizer.rate, or schedule: {kind: warm-up}");
    }
  }

  @Test
  void namesTheStepOfALossThatIsNotFinite() {
    try (Kernels kernels = new ReferenceKernels();
        RankTrainer trainer = alone(kernels, TinyTask.config(Block.TDBN, 4))) {
      TrainingState state = trainer.state();
      state.parameters()[state.parameters().length - 1] = Float.NaN; // a bias of the head
      trainer.restore(state);
      assertThatThrownBy(() -> trainer.step(TinyTask.batch(0, 4), 4))
          .isInstanceOf(DivergenceException.class)
          .hasMessage(
              "Cannot train step 0 on rank 0: the loss is NaN; the first output that is not finite"
                  + " is that of head; try a smaller optimizer.rate, or schedule: {kind:"
                  + " warm-up}");
    }
  }

  @Test
  void topFiveCountsTheLabelsAmongTheFiveLargestAndNanIsNamed() {
    // The head gives every sample its bias: 0 is the fifth largest, 1 the sixth, 2 the largest.
    float[] bias = {1, 0, 9, 3, 4, 5, -1};
    Evaluation scored = withOutputs(bias);
    assertThat(scored.confusion()).isDeepEqualTo(allPredicted(2));
    assertThat(scored.topFive()).isEqualTo(2 + 1); // labels 0, 1, 2, 0 of four samples
    assertThat(scored.undefined()).isZero();
    float[] broken = {1, 0, Float.NaN, 3, 4, 5, -1};
    Evaluation undefined = withOutputs(broken);
    assertThat(undefined.confusion()).isDeepEqualTo(allPredicted(5));
    assertThat(undefined.topFive()).isEqualTo(2 + 1); // 5, 4, 3, 0, 1
    assertThat(undefined.undefined()).isEqualTo(4);
    assertThat(undefined.lossSum()).isNaN();
  }

  private static long[][] allPredicted(int prediction) {
    long[][] confusion = new long[7][7];
    confusion[0][prediction] = 2;
    confusion[1][prediction] = 1;
    confusion[2][prediction] = 1;
    return confusion;
  }

  private static Evaluation withOutputs(float[] bias) {
    TrainerConfig three = TinyTask.config(Block.SEW, 4);
    TrainerConfig seven =
        new TrainerConfig(
            three.network(),
            three.input(),
            three.scoring(),
            bias.length,
            4,
            three.loss(),
            three.optimizer(),
            three.schedule(),
            10,
            10,
            7);
    try (Kernels kernels = new ReferenceKernels();
        RankTrainer trainer = alone(kernels, seven)) {
      TrainingState state = trainer.state();
      for (var entry : state.parameterLayout().entries()) {
        if (entry.name().equals("head.weight")) {
          int from = (int) entry.offset();
          int to = from + Math.toIntExact(entry.shape().elements());
          Arrays.fill(state.parameters(), from, to, 0);
        }
        if (entry.name().equals("head.bias")) {
          System.arraycopy(bias, 0, state.parameters(), (int) entry.offset(), bias.length);
        }
      }
      trainer.restore(state);
      return trainer.evaluate(batches(TinyTask.batch(0, 4)));
    }
  }

  @ParameterizedTest
  @EnumSource(Block.class)
  void aStepThatWatchesCountsEveryLayersSpikesAndChangesNothing(Block block) {
    try (Kernels kernels = new ReferenceKernels();
        RankTrainer watched = alone(kernels, TinyTask.config(block, 4));
        RankTrainer plain = alone(kernels, TinyTask.config(block, 4))) {
      StepResult seen = watched.step(TinyTask.batch(0, 4), 4, Watching.SPIKES);
      StepResult unseen = plain.step(TinyTask.batch(0, 4), 4);
      assertThat(seen.lossSum()).isEqualTo(unseen.lossSum());
      assertThat(watched.state().parameters()).isEqualTo(plain.state().parameters());
      assertThat(unseen.activity()).isEmpty();
      List<String> layers = seen.activity().stream().map(NeuronActivity::layer).toList();
      List<String> scored =
          watched.evaluate(batches(TinyTask.batch(0, 4))).activity().stream()
              .map(NeuronActivity::layer)
              .toList();
      assertThat(layers).isNotEmpty().isEqualTo(scored);
      assertThat(seen.activity()).anySatisfy(a -> assertThat(a.firingRate()).isBetween(0.01, 0.9));
    }
  }

  @Test
  void theTimesOfAStepAreItsParts() throws Exception {
    TrainerConfig config = TinyTask.config(Block.TDBN, 2);
    List<long[]> measured =
        RankThreads.run(
            2,
            collective -> {
              try (Kernels kernels = new ReferenceKernels();
                  RankTrainer trainer = new RankTrainer(kernels, config, collective)) {
                long start = System.nanoTime();
                StepTimes times =
                    trainer
                        .step(TinyTask.batch(2 * collective.rank(), 2 * collective.rank() + 2), 4)
                        .times();
                long wall = System.nanoTime() - start;
                assertThat(
                        List.of(
                            times.forward(),
                            times.backward(),
                            times.statistics(),
                            times.gradients(),
                            times.update()))
                    .allSatisfy(part -> assertThat(part).isPositive());
                long sum =
                    times.forward()
                        + times.backward()
                        + times.statistics()
                        + times.gradients()
                        + times.update();
                return new long[] {sum, wall};
              }
            });
    assertThat(measured).allSatisfy(m -> assertThat(m[0]).isBetween(m[1] / 2, m[1]));
  }

  @ParameterizedTest
  @EnumSource(Block.class)
  void scoresWithMoreTimestepsLikeANetworkThatWasBuiltForThem(Block block) {
    TrainerConfig config = TinyTask.config(block, 4);
    InputShape fewer = TinyTask.INPUT.withTimesteps(2);
    try (Kernels kernels = new ReferenceKernels();
        RankTrainer trained = alone(kernels, shapes(config, fewer, TinyTask.INPUT));
        RankTrainer longer = alone(kernels, config)) {
      for (int step = 0; step < 2; step++) {
        trained.step(firstTimesteps(TinyTask.batch(4 * step, 4 * step + 4), 2), 4);
        trained.evaluate(batches(TinyTask.batch(0, 4))); // the scoring network sees later updates
      }
      longer.restore(trained.state());
      trained.restore(trained.state()); // both have what a checkpoint holds: floats
      Evaluation found = trained.evaluate(batches(TinyTask.batch(0, 4)));
      Evaluation expected = longer.evaluate(batches(TinyTask.batch(0, 4)));
      assertThat(found.lossSum()).isEqualTo(expected.lossSum());
      assertThat(found.activity()).isEqualTo(expected.activity());
      assertThatThrownBy(() -> trained.step(TinyTask.batch(0, 4), 4))
          .hasMessageContaining("Cannot take the minibatch: 4 samples with 1512 values")
          .hasMessageContaining("expected 4 samples with 1008");
    }
  }

  @Test
  void closingFreesTheScoringNetworkToo() {
    TrainerConfig config =
        shapes(TinyTask.config(Block.SEW, 4), TinyTask.INPUT.withTimesteps(2), TinyTask.INPUT);
    try (Kernels kernels = new ReferenceKernels()) {
      RankTrainer trainer = alone(kernels, config);
      trainer.step(firstTimesteps(TinyTask.batch(0, 4), 2), 4);
      trainer.evaluate(batches(TinyTask.batch(0, 4)));
      trainer.close();
      assertThat(kernels.memory().allocatedBytes()).isZero();
    }
  }

  @Test
  void onlyTheTimestepsMayDifferBetweenTrainingAndScoring() {
    TrainerConfig config = TinyTask.config(Block.SEW, 4);
    assertThatThrownBy(() -> shapes(config, TinyTask.INPUT, new InputShape(3, 2, 9, 8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("only the number of timesteps may differ");
  }

  private static TrainerConfig shapes(TrainerConfig config, InputShape train, InputShape score) {
    return new TrainerConfig(
        config.network(),
        train,
        score,
        config.classes(),
        config.rankBatch(),
        config.loss(),
        config.optimizer(),
        config.schedule(),
        config.stepsPerEpoch(),
        config.epochs(),
        config.seed());
  }

  /** Time is the slowest axis, so the first timesteps are the front of the buffer. */
  private static Minibatch firstTimesteps(Minibatch batch, int timesteps) {
    int size = batch.input().capacity() / TinyTask.INPUT.timesteps() * timesteps;
    return new Minibatch(batch.input().slice(0, size), batch.targets(), batch.samples());
  }

  @Test
  void refusesPaddingInTraining() {
    try (Kernels kernels = new ReferenceKernels();
        RankTrainer trainer = alone(kernels, TinyTask.config(Block.TDBN, 4))) {
      Minibatch padded = TinyTask.batch(0, 4);
      padded.labels()[3] = -1;
      assertThatThrownBy(() -> trainer.step(padded, 4))
          .hasMessageContaining("Cannot train step 0 on rank 0")
          .hasMessageContaining("training takes no padding");
    }
  }

  private static Iterator<Minibatch> batches(Minibatch... batches) {
    return List.of(batches).iterator();
  }

  private static TrainerConfig withOwnNorms(int rankBatch) {
    TrainerConfig config = TinyTask.fitting(Block.SEW, rankBatch);
    return new TrainerConfig(
        config.network(),
        config.input(),
        config.scoring(),
        config.classes(),
        rankBatch,
        NormSync.RANK,
        config.loss(),
        config.optimizer(),
        config.schedule(),
        config.stepsPerEpoch(),
        config.epochs(),
        config.seed(),
        config.recompute());
  }

  /**
   * One step of plain SGD is linear in the gradient, so the update is the mean of what each did.
   */
  @Test
  void withNormsOfTheirOwnRanksAddTheGradientsThatEachHasAlone() throws Exception {
    int[] split = {2, 4};
    List<TrainingState> together =
        RankThreads.run(
            2,
            collective -> {
              int from = collective.rank() == 0 ? 0 : split[0];
              int mine = split[collective.rank()];
              try (Kernels kernels = Engines.open("nd4j");
                  RankTrainer trainer = new RankTrainer(kernels, withOwnNorms(mine), collective)) {
                trainer.step(TinyTask.batch(from, from + mine), 6);
                return trainer.state();
              }
            });
    TrainingState first = stepAlone(0, 2);
    TrainingState second = stepAlone(2, 6);
    assertThat(together.get(1).statistics()).isEqualTo(together.get(0).statistics());
    assertThat(together.get(0).statistics()).isEqualTo(first.statistics());
    assertThat(second.statistics()).isNotEqualTo(first.statistics());
    float[] velocity = together.get(0).optimizer().get("velocity");
    assertThat(together.get(1).optimizer().get("velocity")).isEqualTo(velocity);
    float[] a = first.optimizer().get("velocity");
    float[] b = second.optimizer().get("velocity");
    for (int i = 0; i < velocity.length; i++) {
      assertThat(velocity[i]).isEqualTo(a[i] + b[i], within(1e-6f));
    }
  }

  /** A step on part of a batch of six. */
  private static TrainingState stepAlone(int from, int to) {
    try (Kernels kernels = Engines.open("nd4j");
        RankTrainer trainer = alone(kernels, withOwnNorms(to - from))) {
      trainer.step(TinyTask.batch(from, to), 6);
      return trainer.state();
    }
  }

  /** The logits of every timestep with another T in scoring than in training. */
  @Test
  void trainsAndScoresWithLogitsAtEveryTimestep() {
    TrainerConfig plain = TinyTask.fitting(Block.SEW, 6);
    ResNet network = ((ResNet) plain.network()).withOutputs(Outputs.EACH_TIMESTEP);
    TrainerConfig config =
        new TrainerConfig(
            network,
            TinyTask.INPUT.withTimesteps(2),
            TinyTask.INPUT,
            TinyTask.CLASSES,
            6,
            new LossConfig.Temporal(0, 0.05, 1),
            plain.optimizer(),
            plain.schedule(),
            plain.stepsPerEpoch(),
            plain.epochs(),
            plain.seed());
    try (Kernels kernels = Engines.open("nd4j");
        RankTrainer trainer = alone(kernels, config)) {
      Minibatch batch = TinyTask.batch(0, 6);
      for (int step = 0; step < 100; step++) {
        trainer.step(firstTimesteps(batch, 2), 6);
      }
      Evaluation evaluation = trainer.evaluate(batches(batch));
      assertThat(evaluation.accuracy()).isEqualTo(1);
      assertThat(evaluation.meanLoss()).isLessThan(0.3);
    }
  }

  @Test
  void aRateCodedImageTrainsAndScoresTheSameEveryTime() {
    InputShape image = new InputShape(6, 2, 9, 7, InputShape.Presentation.STILL);
    TrainerConfig plain = TinyTask.fitting(Block.SEW, 6);
    ResNet network = ((ResNet) plain.network()).withEncoding(Encoding.BERNOULLI);
    TrainerConfig config =
        new TrainerConfig(
            network,
            image,
            image,
            TinyTask.CLASSES,
            6,
            plain.loss(),
            plain.optimizer(),
            plain.schedule(),
            plain.stepsPerEpoch(),
            plain.epochs(),
            plain.seed());
    try (Kernels kernels = Engines.open("nd4j");
        RankTrainer trainer = alone(kernels, config)) {
      Minibatch batch = firstTimesteps(TinyTask.batch(0, 6), 1);
      double first = trainer.step(batch, 6).lossSum();
      double second = trainer.step(batch, 6).lossSum();
      assertThat(second).isNotEqualTo(first);
      double scored = trainer.evaluate(batches(batch)).meanLoss();
      assertThat(trainer.evaluate(batches(batch)).meanLoss()).isEqualTo(scored);
    }
  }
}
