package io.cofire.ops.rank;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.ops.collective.Alone;
import io.cofire.ops.loss.LossConfig;
import io.cofire.ops.network.Encoding;
import io.cofire.ops.network.MapNorm;
import io.cofire.ops.network.NetworkConfig.Layered;
import io.cofire.ops.network.Part;
import io.cofire.ops.network.Start;
import io.cofire.ops.neuron.Dynamics.Firing;
import io.cofire.ops.neuron.Dynamics.ResetGradient;
import io.cofire.ops.neuron.Neuron;
import io.cofire.ops.optimizer.OptimizerConfig;
import io.cofire.ops.schedule.Schedule;
import io.cofire.ops.surrogate.Surrogate;
import io.cofire.ops.tensor.Device;
import io.cofire.ops.tensor.Engines;
import io.cofire.ops.tensor.Kernels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Parameters that nothing moves are told after the first steps, once, and only from step 0 on. */
class UnmovedTest {

  /** At V_th 8 no neuron fires that starts by fan-out, and the window is too narrow to see it. */
  private static TrainerConfig config(Start start) {
    Neuron lif =
        new Neuron.IterativeLif(
            0.25, 8, ResetGradient.FLOWS, Firing.AT_OR_ABOVE, new Surrogate.Rectangular(8));
    List<Part> parts = List.of(new Part.Conv(8, 3), new Part.Dense(16));
    return new TrainerConfig(
        new Layered(parts, lif, new MapNorm.None(), Encoding.DIRECT, 8, Optional.of(start)),
        TinyTask.INPUT,
        TinyTask.INPUT,
        TinyTask.CLASSES,
        6,
        new LossConfig.SquareError(),
        new OptimizerConfig.Sgd(0.1, 0.9, 1e-2, true),
        new Schedule.Constant(),
        10,
        10,
        7);
  }

  private static List<List<String>> told(TrainerConfig config, int from) {
    List<List<String>> told = new ArrayList<>();
    try (Kernels kernels = Engines.open("nd4j", Device.CPU);
        RankTrainer trainer = new RankTrainer(kernels, config, new Alone())) {
      TrainingState start = trainer.state();
      trainer.restore(
          new TrainingState(
              start.parameterLayout(),
              start.parameters(),
              start.statisticsLayout(),
              start.statistics(),
              start.optimizer(),
              from));
      for (int step = 0; step < Unmoved.STEPS + 2; step++) {
        told.add(trainer.step(TinyTask.batch(0, 6), 6).unmoved());
      }
    }
    return told;
  }

  @Test
  void aNetworkInWhichNothingFiresIsToldOnceThoughWeightDecayMovesIt() {
    assertThat(told(config(Start.FAN_OUT), 0))
        .containsExactly(
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of("conv1.weight", "dense1.weight", "voting.weight"),
            List.of(),
            List.of());
  }

  @Test
  void aNetworkThatLearnsIsNotTold() {
    assertThat(told(config(Start.THRESHOLD), 0)).allMatch(List::isEmpty);
  }

  @Test
  void aTrainingThatGoesOnIsNotLookedAtAgain() {
    assertThat(told(config(Start.FAN_OUT), 1)).allMatch(List::isEmpty);
  }
}
