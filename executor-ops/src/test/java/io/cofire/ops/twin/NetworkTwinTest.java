package io.cofire.ops.twin;

import io.cofire.ops.network.InputShape;
import io.cofire.ops.network.InputShape.Presentation;
import io.cofire.ops.network.NetworkConfig.Outputs;
import io.cofire.ops.network.NetworkConfig.Readout;
import io.cofire.ops.network.NetworkConfig.ResNet;
import io.cofire.ops.network.NetworkConfig.Stage;
import io.cofire.ops.network.NetworkConfig.Stem;
import io.cofire.ops.network.ResNets;
import io.cofire.ops.rank.Block;
import io.cofire.ops.rank.TinyTask;
import io.cofire.ops.twin.Subject.Goal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole small networks, from the minibatch to the loss and back, against libtorch's autograd. */
class NetworkTwinTest {

  private static final int SAMPLES = 4;
  private static final int CLASSES = 3;

  static Stream<Subject> networks() {
    return Arrays.stream(Block.values())
        .flatMap(
            block ->
                Stream.of(
                    subject(block, new InputShape(1, 2, 5, 3), new Readout.Global()),
                    subject(block, new InputShape(2, 2, 9, 7), new Readout.Windows(2)),
                    subject(block, new InputShape(5, 2, 5, 3), new Readout.Global()),
                    subject(
                        block,
                        new InputShape(2, 3, 5, 3, Presentation.STILL),
                        new Readout.Global()),
                    eachTimestep(block, new Readout.Global()),
                    eachTimestep(block, new Readout.Windows(2))));
  }

  /** With logits at every timestep. */
  private static Subject eachTimestep(Block block, Readout readout) {
    InputShape input = new InputShape(3, 2, 9, 7);
    ResNet config = ResNets.withOutputs(config(block, readout), Outputs.EACH_TIMESTEP);
    return new Subject(
        block + " network with logits at every timestep and " + readout,
        input.minibatch(SAMPLES),
        (wiring, shape) -> config.layers(wiring, input, CLASSES, shape.size(1)),
        (ops, x) -> new TorchResNet(ops, config).logits(input, x, CLASSES),
        Goal.TEMPORAL);
  }

  private static ResNet config(Block block, Readout readout) {
    return new ResNet(
        block.config(),
        new Stem(2, 3, 1),
        List.of(new Stage(2, 1, 1), new Stage(3, 1, 2)),
        TinyTask.neuron(block),
        Optional.empty(),
        readout,
        List.of());
  }

  private static Subject subject(Block block, InputShape input, Readout readout) {
    ResNet config = config(block, readout);
    return subject(block + " network of " + input + " with " + readout, config, input);
  }

  static Subject subject(String name, ResNet config, InputShape input) {
    return new Subject(
        name,
        input.minibatch(SAMPLES),
        (wiring, shape) -> config.layers(wiring, input, CLASSES, shape.size(1)),
        (ops, x) -> new TorchResNet(ops, config).logits(input, x, CLASSES),
        Goal.CROSS_ENTROPY);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void agreesWithAutogradOnOneRankAndOnUnevenOnes(Subject network) throws Exception {
    Agreement.require(network, Twins.ENGINES, new int[] {4}, new int[] {3, 1}, new int[] {1, 2, 1});
  }
}
