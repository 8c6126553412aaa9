package io.cofire.ops.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cofire.data.batches.Minibatch;
import io.cofire.data.memory.DirectBuffers;
import io.cofire.ops.layer.NeuNorm;
import io.cofire.ops.loss.LossConfig;
import io.cofire.ops.network.Encoding;
import io.cofire.ops.network.MapNorm;
import io.cofire.ops.network.NetworkConfig.Layered;
import io.cofire.ops.network.Part;
import io.cofire.ops.optimizer.OptimizerConfig;
import io.cofire.ops.schedule.Schedule;
import io.cofire.ops.tensor.Device;
import io.cofire.ops.tensor.Engines;
import io.cofire.ops.tensor.Kernels;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A batch that is computed in parts, one after the other. */
class AccumulationTest {

  private static final int BATCH = 12;

  private record Ended(TrainingState state, StepResult last) {}

  /** Two steps of a network whose norms, if it has any, look at one sample at a time. */
  private static TrainerConfig withoutBatchNorms(int rankBatch) {
    Layered network =
        new Layered(
            List.of(new Part.Conv(4, 3), new Part.Dense(12)),
            TinyTask.neuron(Block.TDBN),
            new MapNorm.Auxiliary(0.9, NeuNorm.Strength.AVERAGE, NeuNorm.Weights.PER_CHANNEL, 1),
            Encoding.DIRECT,
            4);
    return new TrainerConfig(
        network,
        TinyTask.INPUT,
        TinyTask.INPUT,
        TinyTask.CLASSES,
        rankBatch,
        new LossConfig.SquareError(),
        new OptimizerConfig.Sgd(0.5, 0.9, 0, false),
        new Schedule.Constant(),
        2,
        1,
        7);
  }

  private static Ended train(String engine, int parts) {
    int size = BATCH / parts;
    try (Kernels kernels = Engines.open(engine, Device.CPU);
        RankTrainer trainer = TinyTask.alone(kernels, withoutBatchNorms(size))) {
      StepResult last = null;
      for (int step = 0; step < 2; step++) {
        int at = step * BATCH;
        for (int part = 0; part < parts - 1; part++) {
          int from = at + part * size;
          trainer.accumulate(TinyTask.batch(from, from + size), BATCH, Watching.SPIKES);
        }
        Minibatch end = TinyTask.batch(at + BATCH - size, at + BATCH);
        last = trainer.step(end, BATCH, Watching.SPIKES);
      }
      return new Ended(trainer.state(), last);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nd4j", "libtorch"})
  void withoutNormsOverSamplesPartsAreTheWholeBatchToRounding(String engine) {
    Ended whole = train(engine, 1);
    for (int parts : new int[] {2, 3, 12}) {
      Ended found = train(engine, parts);
      assertThat(found.state().parameters())
          .usingComparatorWithPrecision(1e-5f)
          .containsExactly(whole.state().parameters());
      assertThat(found.state().step()).isEqualTo(2);
      assertThat(found.last().count()).isEqualTo(BATCH);
      assertThat(found.last().correct()).isEqualTo(whole.last().correct());
      assertThat(found.last().lossSum()).isCloseTo(whole.last().lossSum(), within(1e-4));
      assertThat(found.last().activity()).isEqualTo(whole.last().activity());
    }
  }

  /** Three parts of four samples, the last of which has one, which is rank 0's. */
  private static List<Ended> shared(Block block, int ranks) throws Exception {
    return RankThreads.run(
        ranks,
        collective -> {
          int own = 4 / ranks;
          int at = own * collective.rank();
          boolean absent = collective.rank() > 0;
          TrainerConfig config = TinyTask.config(block, own).withLastRankBatch(absent ? 0 : 1);
          try (Kernels kernels = Engines.open("nd4j", Device.CPU);
              RankTrainer trainer = new RankTrainer(kernels, config, collective)) {
            StepResult last = null;
            for (int step = 0; step < 2; step++) {
              trainer.accumulate(TinyTask.batch(at, at + own), 9, Watching.NOTHING);
              trainer.accumulate(TinyTask.batch(4 + at, 4 + at + own), 9, Watching.NOTHING);
              last = trainer.step(absent ? nobody() : TinyTask.batch(8, 9), 9);
            }
            return new Ended(trainer.state(), last);
          }
        });
  }

  private static Minibatch nobody() {
    int size = TinyTask.batch(0, 1).input().remaining();
    return new Minibatch(DirectBuffers.floats(size), new int[] {-1}, new int[] {-1});
  }

  @ParameterizedTest
  @EnumSource(Block.class)
  void ranksThatShareThePartsTrainLikeOneAlsoWhereTheyHaveNoSampleInTheLast(Block block)
      throws Exception {
    TrainingState alone = shared(block, 1).get(0).state();
    for (int ranks : new int[] {2, 4}) {
      List<Ended> all = shared(block, ranks);
      for (Ended rank : all) {
        assertThat(rank.state().parameters()).isEqualTo(all.get(0).state().parameters());
        assertThat(rank.state().statistics()).isEqualTo(all.get(0).state().statistics());
      }
      assertThat(all.get(0).state().parameters())
          .usingComparatorWithPrecision(1e-4f)
          .containsExactly(alone.parameters());
      assertThat(all.stream().mapToInt(rank -> rank.last().count()).sum()).isEqualTo(9);
    }
  }

  @Test
  void normsSeeAPartAndRunningStatisticsMoveWithEach() {
    try (Kernels kernels = Engines.open("nd4j", Device.CPU);
        RankTrainer parts = TinyTask.alone(kernels, TinyTask.config(Block.SEW, 6));
        RankTrainer first = TinyTask.alone(kernels, TinyTask.config(Block.SEW, 6))) {
      parts.accumulate(TinyTask.batch(0, 6), BATCH, Watching.NOTHING);
      first.step(TinyTask.batch(0, 6), 6);
      assertThat(parts.state().statistics()).isEqualTo(first.state().statistics());
      parts.step(TinyTask.batch(6, 12), BATCH);
      assertThat(parts.state().statistics()).isNotEqualTo(first.state().statistics());
    }
  }
}
