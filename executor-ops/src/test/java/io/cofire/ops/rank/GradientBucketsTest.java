package io.cofire.ops.rank;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.cofire.ops.network.NetworkConfig.Layered;
import io.cofire.ops.network.NetworkConfig.ResNet;
import io.cofire.ops.network.NetworkConfig.Stage;
import io.cofire.ops.network.NetworkConfig.Stem;
import io.cofire.ops.network.Part;
import io.cofire.ops.neuron.Dynamics;
import io.cofire.ops.neuron.Neuron;
import io.cofire.ops.surrogate.Surrogate;
import io.cofire.ops.tensor.Device;
import io.cofire.ops.tensor.Engines;
import io.cofire.ops.tensor.Kernels;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Gradients summed in parts while the backward runs: the same bits as one sum behind it. */
class GradientBucketsTest {

  private static final int SAMPLES = 6;

  /** Networks with every kind of parameter. */
  private enum Twin {
    TDBN(TinyTask.network(Block.TDBN), new LossConfig.CrossEntropy(0)),
    MS(TinyTask.network(Block.MS), new LossConfig.CrossEntropy(0)),
    PARAMETRIC(
        new ResNet(
            new SewBlock(ResidualPath.BASIC, Join.ADD, LastNorm.LIKE_OTHERS),
            new Stem(6, 3, 1),
            List.of(new Stage(6, 2, 1), new Stage(10, 1, 2)),
            new Neuron.ParametricLif(
                2,
                Neuron.Input.DECAYED,
                1,
                0,
                Dynamics.Reset.HARD,
                Dynamics.ResetGradient.DETACHED,
                Dynamics.Firing.AT_OR_ABOVE,
                new Surrogate.ArcTan(2))),
        new LossConfig.CrossEntropy(0)),
    SHARED_MAPS(
        new Layered(
            List.of(new Part.Conv(6, 3), new Part.Conv(8, 3), new Part.Dense(24)),
            TinyTask.neuron(Block.TDBN),
            new MapNorm.Auxiliary(0.9, NeuNorm.Strength.AVERAGE, NeuNorm.Weights.SHARED, 1),
            Encoding.DIRECT,
            8),
        new LossConfig.SquareError());

    @SuppressWarnings("ImmutableEnumChecker") // a record
    final NetworkConfig network;

    @SuppressWarnings("ImmutableEnumChecker") // a record
    final LossConfig loss;

    Twin(NetworkConfig network, LossConfig loss) {
      this.network = network;
      this.loss = loss;
    }
  }

  private record Run(List<TrainingState> states, List<List<String>> calls) {}

  @ParameterizedTest
  @EnumSource(Twin.class)
  void bucketsGiveTheBitsOfOneSumWhateverIsComputedAgain(Twin twin) throws Exception {
    float[] whole = train(twin, Recompute.NONE, 2, Integer.MAX_VALUE).states.get(0).parameters();
    for (Recompute recompute : Recompute.values()) {
      Run run = train(twin, recompute, 2, 50);
      for (TrainingState state : run.states) {
        assertThat(state.parameters()).as("%s", recompute).isEqualTo(whole);
      }
      assertThat(run.calls.get(1)).isEqualTo(run.calls.get(0));
    }
  }

  @ParameterizedTest
  @CsvSource({"1,50", "2,1", "2,700", "3,50", "3,100000"})
  void bucketsGiveTheBitsOfOneSumWhateverTheirSize(int ranks, int least) throws Exception {
    float[] whole =
        train(Twin.TDBN, Recompute.NONE, ranks, Integer.MAX_VALUE).states.get(0).parameters();
    for (TrainingState state : train(Twin.TDBN, Recompute.NONE, ranks, least).states) {
      assertThat(state.parameters()).isEqualTo(whole);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Twin.class,
      names = {"TDBN", "PARAMETRIC"})
  void sumsBeginAmongTheExchangesOfTheBackward(Twin twin) throws Exception {
    List<String> calls = train(twin, Recompute.NONE, 2, 50).calls.get(0);
    List<String> sums = calls.stream().filter(name -> name.startsWith("gradients")).toList();
    assertThat(sums).hasSizeGreaterThan(6);
    assertThat(sums.get(0)).startsWith("gradients from").endsWith(" to head.bias");
    assertThat(sums.get(sums.size() / 2 - 1)).startsWith("gradients from stem.conv.weight to ");
    int first = calls.indexOf(sums.get(0));
    int stem = calls.indexOf("stem.norm.gradientSums");
    assertThat(first).as("first sum").isLessThan(stem);
    assertThat(calls.subList(first, stem))
        .as("sums before the last exchange of the backward")
        .filteredOn(name -> name.startsWith("gradients"))
        .hasSizeGreaterThan(2);
  }

  /** Two steps of six samples, shared out evenly. */
  private static Run train(Twin twin, Recompute recompute, int ranks, int least) throws Exception {
    List<List<String>> calls = new ArrayList<>();
    List<TrainingState> states =
        RankThreads.run(
            ranks,
            collective -> {
              int mine = SAMPLES / ranks;
              int from = collective.rank() * mine;
              Postponing late = new Postponing(collective, least);
              try (Kernels kernels = Engines.open("nd4j", Device.CPU);
                  RankTrainer trainer =
                      new RankTrainer(kernels, config(twin, mine, recompute), late)) {
                for (int step = 0; step < 2; step++) {
                  int begin = step * SAMPLES + from;
                  trainer.step(TinyTask.batch(begin, begin + mine), SAMPLES);
                }
                synchronized (calls) {
                  calls.add(late.calls());
                }
                return trainer.state();
              }
            });
    return new Run(states, calls);
  }

  private static TrainerConfig config(Twin twin, int rankBatch, Recompute recompute) {
    TrainerConfig plain = TinyTask.config(Block.TDBN, rankBatch);
    return new TrainerConfig(
        twin.network,
        plain.input(),
        plain.scoring(),
        plain.classes(),
        rankBatch,
        plain.normSync(),
        twin.loss,
        plain.optimizer(),
        plain.schedule(),
        plain.stepsPerEpoch(),
        plain.epochs(),
        plain.seed(),
        recompute);
  }
}
