package io.cofire.tests.bench;

import io.cofire.ops.layer.Wiring;
import io.cofire.ops.network.InputShape;
import io.cofire.ops.tensor.ConvolutionShape;
import io.cofire.ops.tensor.Device;
import io.cofire.ops.tensor.Engines;
import io.cofire.ops.tensor.Kernels;
import io.cofire.ops.zoo.Zoo;
import io.cofire.ops.zoo.ZooNetwork;
import java.util.List;

/**
 * A network whose step is timed.
 *
 * @param name in the zoo
 * @param side rows and columns of the input
 * @param timesteps T
 * @param batch N
 * @param steps steps that are timed in one run
 */
record TrainStepCase(String name, int side, int timesteps, int batch, int steps) {

  static final List<TrainStepCase> ALL =
      List.of(
          new TrainStepCase("sew-resnet18", 224, 4, 2, 7),
          new TrainStepCase("tdbn-resnet19", 32, 4, 8, 3),
          new TrainStepCase("sew-7b", 128, 16, 4, 3),
          new TrainStepCase("ms-resnet20", 32, 6, 32, 7));

  /** The network of the zoo with this case's input. */
  static ZooNetwork network(String name) {
    TrainStepCase wanted =
        ALL.stream()
            .filter(one -> one.name.equals(name))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("Unknown network " + name));
    ZooNetwork paper = Zoo.find(name).orElseThrow();
    InputShape input = paper.input();
    return new ZooNetwork(
        name,
        paper.source(),
        paper.network(),
        new InputShape(
            wanted.timesteps, input.channels(), wanted.side, wanted.side, input.presentation()),
        paper.classes());
  }

  /** Geometries of a network's convolutions, its first one first. */
  static List<ConvolutionShape> convolutions(ZooNetwork network, int batch) {
    try (Kernels engine = Engines.open("nd4j", Device.CPU)) {
      TimedKernels kernels = new TimedKernels(engine);
      network
          .network()
          .layers(Wiring.root(kernels.kernels()), network.input(), network.classes(), batch);
      return kernels.shapes();
    }
  }
}
