package io.cofire.ops.zoo;

import io.cofire.ops.block.NormForm;
import io.cofire.ops.block.ResidualPath;
import io.cofire.ops.block.ShortcutNorm;
import io.cofire.ops.block.TdBnBlock;
import io.cofire.ops.network.InputShape;
import io.cofire.ops.network.NetworkConfig.Readout;
import io.cofire.ops.network.NetworkConfig.ResNet;
import io.cofire.ops.network.NetworkConfig.Stage;
import io.cofire.ops.network.NetworkConfig.Stem;
import io.cofire.ops.neuron.Dynamics.Firing;
import io.cofire.ops.neuron.Dynamics.ResetGradient;
import io.cofire.ops.neuron.Neuron;
import io.cofire.ops.surrogate.Surrogate;
import java.util.List;
import java.util.Optional;

/**
 * Zheng 2020 Table 4. Its "average pool / 2" is read as windows of 2x2 laid out flat; a global pool
 * in its place makes ResNet-19 2 million parameters smaller. Neurons follow the 256-wide layer. The
 * threshold is not printed: 0.5 is what Hu 2021 quotes.
 */
final class TdBnNetworks {

  private static final Neuron LIF =
      new Neuron.IterativeLif(
          0.25, 0.5, ResetGradient.FLOWS, Firing.ABOVE, new Surrogate.Rectangular(1));

  private static final Stem IMAGENET_STEM = new Stem(64, 7, 2);

  private TdBnNetworks() {}

  static List<ZooNetwork> all() {
    List<Stage> half =
        List.of(stage(64, 3, 2), stage(128, 4, 2), stage(256, 6, 2), stage(512, 3, 2));
    List<Stage> doubled =
        List.of(stage(128, 3, 2), stage(256, 4, 2), stage(512, 6, 2), stage(1024, 3, 2));
    return List.of(
        small(
            "tdbn-resnet17",
            new Stem(64, 3, 1),
            List.of(stage(64, 3, 2), stage(128, 4, 2)),
            PublishedInputs.events(40, 32),
            PublishedInputs.GESTURES),
        small(
            "tdbn-resnet19",
            new Stem(128, 3, 1),
            List.of(stage(128, 3, 1), stage(256, 3, 2), stage(512, 2, 2)),
            PublishedInputs.stills(6, 32),
            PublishedInputs.CIFAR_CLASSES),
        imageNet("tdbn-resnet34", ResidualPath.BASIC, IMAGENET_STEM, half),
        imageNet("tdbn-resnet34-large", ResidualPath.BASIC, new Stem(128, 7, 2), doubled),
        imageNet("tdbn-resnet50", ResidualPath.BOTTLENECK, IMAGENET_STEM, half));
  }

  private static Stage stage(int channels, int blocks, int stride) {
    return new Stage(channels, blocks, stride);
  }

  private static ZooNetwork small(
      String name, Stem stem, List<Stage> stages, InputShape input, int classes) {
    return network(
        name,
        ResidualPath.BASIC,
        stem,
        stages,
        new Readout.Windows(2),
        List.of(256),
        input,
        classes);
  }

  private static ZooNetwork imageNet(
      String name, ResidualPath path, Stem stem, List<Stage> stages) {
    return network(
        name,
        path,
        stem,
        stages,
        new Readout.Global(),
        List.of(),
        PublishedInputs.stills(6, 224),
        PublishedInputs.IMAGENET_CLASSES);
  }

  private static ZooNetwork network(
      String name,
      ResidualPath path,
      Stem stem,
      List<Stage> stages,
      Readout readout,
      List<Integer> hidden,
      InputShape input,
      int classes) {
    TdBnBlock block = new TdBnBlock(path, ShortcutNorm.EVERY, NormForm.TDBN);
    ResNet network = new ResNet(block, stem, stages, LIF, Optional.empty(), readout, hidden);
    return new ZooNetwork(name, "Zheng 2020 Table 4", network, input, classes);
  }
}
