package io.cofire.ops.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.batches.Minibatch;
import io.cofire.ops.loss.LossConfig;
import io.cofire.ops.network.Encoding;
import io.cofire.ops.network.InputShape;
import io.cofire.ops.network.NetworkConfig.Outputs;
import io.cofire.ops.network.NetworkConfig.ResNet;
import io.cofire.ops.network.ResNets;
import io.cofire.ops.reference.ReferenceKernels;
import io.cofire.ops.tensor.Device;
import io.cofire.ops.tensor.Engines;
import io.cofire.ops.tensor.Kernels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Networks that are scored with other timesteps than they are trained with, or have their own use
 * of them.
 */
class TrainerTimestepsTest {

  @ParameterizedTest
  @EnumSource(Block.class)
  void scoresWithMoreTimestepsLikeANetworkThatWasBuiltForThem(Block block) {
    TrainerConfig config = TinyTask.config(block, 4);
    InputShape fewer = TinyTask.INPUT.withTimesteps(2);
    try (Kernels kernels = new ReferenceKernels();
        RankTrainer trained = TinyTask.alone(kernels, shapes(config, fewer, TinyTask.INPUT));
        RankTrainer longer = TinyTask.alone(kernels, config)) {
      for (int step = 0; step < 2; step++) {
        trained.step(TinyTask.firstTimesteps(TinyTask.batch(4 * step, 4 * step + 4), 2), 4);
        trained.evaluate(
            TinyTask.batches(TinyTask.batch(0, 4))); // the scoring network sees later updates
      }
      longer.restore(trained.state());
      trained.restore(trained.state()); // both have what a checkpoint holds: floats
      Evaluation found = trained.evaluate(TinyTask.batches(TinyTask.batch(0, 4)));
      Evaluation expected = longer.evaluate(TinyTask.batches(TinyTask.batch(0, 4)));
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
      RankTrainer trainer = TinyTask.alone(kernels, config);
      trainer.step(TinyTask.firstTimesteps(TinyTask.batch(0, 4), 2), 4);
      trainer.evaluate(TinyTask.batches(TinyTask.batch(0, 4)));
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

  /** The logits of every timestep with another T in scoring than in training. */
  @Test
  void trainsAndScoresWithLogitsAtEveryTimestep() {
    TrainerConfig plain = TinyTask.fitting(Block.SEW, 6);
    ResNet network = ResNets.withOutputs((ResNet) plain.network(), Outputs.EACH_TIMESTEP);
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
    try (Kernels kernels = Engines.open("nd4j", Device.CPU);
        RankTrainer trainer = TinyTask.alone(kernels, config)) {
      Minibatch batch = TinyTask.batch(0, 6);
      for (int step = 0; step < 100; step++) {
        trainer.step(TinyTask.firstTimesteps(batch, 2), 6);
      }
      Evaluation evaluation = trainer.evaluate(TinyTask.batches(batch));
      assertThat(evaluation.accuracy()).isEqualTo(1);
      assertThat(evaluation.meanLoss()).isLessThan(0.3);
    }
  }

  @Test
  void aRateCodedImageTrainsAndScoresTheSameEveryTime() {
    InputShape image = new InputShape(6, 2, 9, 7, InputShape.Presentation.STILL);
    TrainerConfig plain = TinyTask.fitting(Block.SEW, 6);
    ResNet network = ResNets.withEncoding((ResNet) plain.network(), Encoding.BERNOULLI);
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
    try (Kernels kernels = Engines.open("nd4j", Device.CPU);
        RankTrainer trainer = TinyTask.alone(kernels, config)) {
      Minibatch batch = TinyTask.firstTimesteps(TinyTask.batch(0, 6), 1);
      double first = trainer.step(batch, 6).lossSum();
      double second = trainer.step(batch, 6).lossSum();
      assertThat(second).isNotEqualTo(first);
      double scored = trainer.evaluate(TinyTask.batches(batch)).meanLoss();
      assertThat(trainer.evaluate(TinyTask.batches(batch)).meanLoss()).isEqualTo(scored);
    }
  }
}
