package io.cofire.ops.zoo;

import io.cofire.ops.layer.NeuNorm;
import io.cofire.ops.network.Encoding;
import io.cofire.ops.network.InputShape;
import io.cofire.ops.network.MapNorm;
import io.cofire.ops.network.NetworkConfig.Layered;
import io.cofire.ops.network.Part;
import io.cofire.ops.network.Start;
import io.cofire.ops.neuron.Dynamics.Firing;
import io.cofire.ops.neuron.Dynamics.ResetGradient;
import io.cofire.ops.neuron.Neuron;
import io.cofire.ops.surrogate.Surrogate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Wu 2019 Tables 1 and 2, with the neurons and the dropout of its Table 7; the large network for
 * images is the CIFARNet. Not printed, and so chosen here: where dropout lies (behind the linear
 * layers), the number of voting neurons (ten a class), what U starts from (1), T (10; 8 for
 * accuracy on images, where Fig. 5 shows little gain beyond), and what the weights start from: on
 * images, with V_th 0.75, neither fan-in nor PyTorch's own start keeps the CIFARNet's neurons
 * firing; on N-MNIST, with V_th 0.25 and sparse frames, fan-in does; on CIFAR10-DVS, with V_th
 * 0.05, every start does.
 */
final class NeuNormNetworks {

  private static final MapNorm NEUNORM =
      new MapNorm.Auxiliary(0.9, NeuNorm.Strength.AVERAGE, NeuNorm.Weights.PER_CHANNEL, 1);

  private static final int VOTERS_PER_CLASS = 10;
  private static final int CIFAR10_DVS_SIDE = 42;
  private static final int N_MNIST_SIDE = 34;

  /** Parameters of a data set in Table 7. */
  private record Setting(Neuron neuron, double dropout, InputShape input, Optional<Start> start) {}

  private NeuNormNetworks() {}

  static List<ZooNetwork> all() {
    Setting images = images(10);
    Setting accurate = images(8);
    Setting events = events(lif(0.35, 0.05, 0.1), CIFAR10_DVS_SIDE, Optional.empty());
    Setting digits = events(lif(0.3, 0.25, 0.25), N_MNIST_SIDE, Optional.of(Start.FAN_IN));
    String cifarNet = "128C3 256C3 AP2 512C3 AP2 1024C3 512C3 1024FC 512FC";
    String accurateEvents = "128C3 128C3 AP2 128C3 256C3 AP2 1024FC";
    return List.of(
        network("neunorm-small", "Table 1", "128C3 AP2 256C3 AP2 256FC", images),
        network("neunorm-middle", "Table 1", "128C3 AP2 256C3 512C3 AP2 512FC", images),
        network("neunorm-large", "Table 1", cifarNet, images),
        network("neunorm-small-dvs", "Table 1", "128C3 AP2 128C3 AP2 512FC", events),
        network("neunorm-middle-dvs", "Table 1", "128C3 128C3 AP2 256C3 AP2 1024FC", events),
        network(
            "neunorm-large-dvs", "Table 1", "128C3 128C3 AP2 384C3 384C3 AP2 1024FC 512FC", events),
        network(
            "neunorm-alexnet",
            "Table 2",
            "96C3 256C3 AP2 384C3 AP2 384C3 256C3 1024FC 1024FC",
            accurate),
        network("neunorm-cifarnet", "Table 2", cifarNet, accurate),
        network("neunorm-dvs", "Table 2", accurateEvents, events),
        network("neunorm-nmnist", "Table 2", accurateEvents, digits));
  }

  private static Setting images(int timesteps) {
    InputShape input = PublishedInputs.stills(timesteps, 32);
    return new Setting(lif(0.25, 0.75, 1), 0.5, input, Optional.of(Start.THRESHOLD));
  }

  private static Setting events(Neuron neuron, int side, Optional<Start> start) {
    return new Setting(neuron, 0, PublishedInputs.events(10, side), start);
  }

  private static Neuron lif(double decay, double threshold, double width) {
    return new Neuron.IterativeLif(
        decay,
        threshold,
        ResetGradient.FLOWS,
        Firing.AT_OR_ABOVE,
        new Surrogate.Rectangular(width));
  }

  private static ZooNetwork network(String name, String table, String layers, Setting setting) {
    Layered network =
        new Layered(
            parts(layers, setting.dropout()),
            setting.neuron(),
            NEUNORM,
            Encoding.DIRECT,
            VOTERS_PER_CLASS,
            setting.start());
    return new ZooNetwork(
        name, "Wu 2019, " + table, network, setting.input(), PublishedInputs.CIFAR_CLASSES);
  }

  /** The paper's words for layers: 128C3 is a convolution, AP2 an average pool, 512FC linear. */
  private static List<Part> parts(String layers, double dropout) {
    List<Part> parts = new ArrayList<>();
    for (String layer : layers.split(" ", -1)) {
      if (layer.equals("AP2")) {
        parts.add(new Part.AveragePool(2));
      } else if (layer.endsWith("C3")) {
        parts.add(new Part.Conv(Integer.parseInt(layer.replace("C3", "")), 3));
      } else {
        parts.add(new Part.Dense(Integer.parseInt(layer.replace("FC", ""))));
        if (dropout > 0) {
          parts.add(new Part.Dropout(dropout));
        }
      }
    }
    return parts;
  }
}
