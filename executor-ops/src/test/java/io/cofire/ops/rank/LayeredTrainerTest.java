package io.cofire.ops.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cofire.data.batches.Minibatch;
import io.cofire.ops.collective.Alone;
import io.cofire.ops.layer.NeuNorm;
import io.cofire.ops.loss.LossConfig;
import io.cofire.ops.network.Encoding;
import io.cofire.ops.network.MapNorm;
import io.cofire.ops.network.NetworkConfig.Layered;
import io.cofire.ops.network.Part;
import io.cofire.ops.neuron.Dynamics.Firing;
import io.cofire.ops.neuron.Dynamics.ResetGradient;
import io.cofire.ops.neuron.Neuron;
import io.cofire.ops.optimizer.OptimizerConfig;
import io.cofire.ops.schedule.Schedule;
import io.cofire.ops.surrogate.Surrogate;
import io.cofire.ops.tensor.Device;
import io.cofire.ops.tensor.Engines;
import io.cofire.ops.tensor.Kernels;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Wu 2019's kind of network through the whole step of a rank: NeuNorm, dropout, votes, Adam. */
class LayeredTrainerTest {

  private static final String VOTERS = "voting.labels";

  private static TrainerConfig config(int rankBatch, double dropout, long seed) {
    Neuron lif =
        new Neuron.IterativeLif(
            0.3, 0.25, ResetGradient.FLOWS, Firing.AT_OR_ABOVE, new Surrogate.Rectangular(1));
    Layered network =
        new Layered(
            List.of(
                new Part.Conv(6, 3),
                new Part.AveragePool(2),
                new Part.Conv(8, 3),
                new Part.Dense(24),
                new Part.Dropout(dropout)),
            lif,
            new MapNorm.Auxiliary(0.9, NeuNorm.Strength.AVERAGE, NeuNorm.Weights.PER_CHANNEL, 1),
            Encoding.DIRECT,
            8);
    return new TrainerConfig(
        network,
        TinyTask.INPUT,
        TinyTask.INPUT,
        TinyTask.CLASSES,
        rankBatch,
        new LossConfig.SquareError(),
        new OptimizerConfig.Adam(3e-3, 0.9, 0.999, 1e-8, 0, true),
        new Schedule.Constant(),
        10,
        10,
        seed);
  }

  private static List<TrainingState> train(int... split) throws Exception {
    return RankThreads.run(
        split.length,
        collective -> {
          int from = Arrays.stream(split, 0, collective.rank()).sum();
          int mine = split[collective.rank()];
          try (Kernels kernels = Engines.open("nd4j", Device.CPU);
              RankTrainer trainer = new RankTrainer(kernels, config(mine, 0.5, 7), collective)) {
            for (int step = 0; step < 2; step++) {
              trainer.step(TinyTask.batch(step * 6 + from, step * 6 + from + mine), 6);
            }
            return trainer.state();
          }
        });
  }

  @Test
  void dropoutAndVotersAreTheSameHoweverTheBatchIsSplit() throws Exception {
    TrainingState whole = train(6).get(0);
    List<TrainingState> parts = train(1, 3, 2);
    assertThat(parts.get(1).parameters()).isEqualTo(parts.get(0).parameters());
    assertThat(parts.get(0).statistics()).isEqualTo(whole.statistics());
    float[] moments = whole.optimizer().get("firstMoment");
    float[] found = parts.get(0).optimizer().get("firstMoment");
    float largest = 0;
    for (float moment : moments) {
      largest = Math.max(largest, Math.abs(moment));
    }
    for (int i = 0; i < moments.length; i++) {
      assertThat(found[i]).isEqualTo(moments[i], within(1e-4f * largest));
    }
  }

  @Test
  void learnsABatchByHeart() {
    try (Kernels kernels = Engines.open("nd4j", Device.CPU);
        RankTrainer trainer = new RankTrainer(kernels, config(12, 0, 7), new Alone())) {
      Minibatch batch = TinyTask.batch(0, 12);
      double first = trainer.step(batch, 12).lossSum() / 12;
      for (int step = 0; step < 100; step++) {
        trainer.step(batch, 12);
      }
      Evaluation evaluation = trainer.evaluate(List.of(batch).iterator());
      assertThat(first).isGreaterThan(0.5);
      assertThat(evaluation.meanLoss()).isLessThan(0.2 * first);
      assertThat(evaluation.accuracy()).isEqualTo(1);
    }
  }

  @Test
  void aRestoredStateBringsItsVotersAlong() {
    try (Kernels kernels = Engines.open("nd4j", Device.CPU);
        RankTrainer one = new RankTrainer(kernels, config(6, 0, 1), new Alone());
        RankTrainer other = new RankTrainer(kernels, config(6, 0, 2), new Alone())) {
      Minibatch batch = TinyTask.batch(0, 6);
      one.step(batch, 6);
      TrainingState state = one.state();
      assertThat(state.statisticsLayout().entries().get(0).name()).isEqualTo(VOTERS);
      assertThat(other.state().statistics()).isNotEqualTo(state.statistics());
      other.restore(state);
      assertThat(other.state().statistics()).isEqualTo(state.statistics());
      assertThat(other.evaluate(List.of(batch).iterator()).meanLoss())
          .isEqualTo(one.evaluate(List.of(batch).iterator()).meanLoss());
    }
  }

  @Test
  void allocatesNothingFromTheSecondStepOn() {
    try (Kernels kernels = Engines.open("nd4j", Device.CPU);
        RankTrainer trainer = new RankTrainer(kernels, config(4, 0.5, 7), new Alone())) {
      trainer.step(TinyTask.batch(0, 4), 4);
      trainer.evaluate(List.of(TinyTask.batch(0, 4)).iterator());
      long bytes = kernels.memory().allocatedBytes();
      for (int step = 1; step < 4; step++) {
        trainer.step(TinyTask.batch(step * 4, step * 4 + 4), 4);
        trainer.evaluate(List.of(TinyTask.batch(0, 4)).iterator());
      }
      assertThat(kernels.memory().allocatedBytes()).isEqualTo(bytes);
    }
  }

  @Test
  void aLossThatTheOutputsDoNotFitIsRefusedBeforeAnythingIsBuilt() {
    refused(
        with(config(6, 0, 7), new LossConfig.CrossEntropy(0)),
        "the loss needs logits of the mean over time, [N,K], the network gives votes of populations, [N,K]; choose training.loss square-error, or another network.outputs");
    refused(
        with(config(6, 0, 7), new LossConfig.Temporal(0, 0.05, 1)),
        "the loss needs logits of every timestep, [T,N,K], the network gives votes of populations, [N,K]; choose training.loss square-error, or another network.outputs");
    refused(
        with(TinyTask.config(Block.SEW, 6), new LossConfig.Temporal(0, 0.05, 1)),
        "the loss needs logits of every timestep, [T,N,K], the network gives logits of the mean over time, [N,K]; choose training.loss softmax-cross-entropy or square-error, or another network.outputs");
  }

  private static void refused(TrainerConfig config, String message) {
    try (Kernels kernels = Engines.open("nd4j", Device.CPU)) {
      long before = kernels.memory().allocatedBytes();
      assertThatThrownBy(() -> new RankTrainer(kernels, config, new Alone()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("Cannot train this network with this loss: " + message);
      assertThat(kernels.memory().allocatedBytes()).isEqualTo(before);
    }
  }

  private static TrainerConfig with(TrainerConfig config, LossConfig loss) {
    return new TrainerConfig(
        config.network(),
        config.input(),
        config.scoring(),
        config.classes(),
        config.rankBatch(),
        loss,
        config.optimizer(),
        config.schedule(),
        config.stepsPerEpoch(),
        config.epochs(),
        config.seed());
  }
}
