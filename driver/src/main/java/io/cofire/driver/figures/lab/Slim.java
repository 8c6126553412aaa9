package io.cofire.driver.figures.lab;

import io.cofire.ops.network.NetworkConfig.Layered;
import io.cofire.ops.network.NetworkConfig.ResNet;
import io.cofire.ops.network.NetworkConfig.Stage;
import io.cofire.ops.network.NetworkConfig.Stem;
import io.cofire.ops.network.Part;
import io.cofire.ops.zoo.Zoo;
import io.cofire.ops.zoo.ZooNetwork;
import java.util.List;

/** Networks of the papers with fewer channels: the same layers, blocks and names. */
public final class Slim {

  private Slim() {}

  /** A network by its name, as its paper has it. */
  public static ZooNetwork paper(String name) {
    return Zoo.find(name).orElseThrow();
  }

  /** A residual network of the zoo with every width divided. */
  public static ResNet resNet(String name, int divisor) {
    ResNet whole = (ResNet) paper(name).network();
    Stem stem = whole.stem();
    List<Stage> stages =
        whole.stages().stream()
            .map(
                stage ->
                    new Stage(
                        less(stage.channels(), divisor),
                        stage.blocks(),
                        stage.stride(),
                        stage.widening(),
                        stage.pool()))
            .toList();
    return new ResNet(
        whole.block(),
        new Stem(
            less(stem.channels(), divisor),
            stem.kernel(),
            stem.stride(),
            stem.convolutions(),
            stem.pool()),
        stages,
        whole.neuron(),
        whole.lastNeuron(),
        whole.readout(),
        whole.hidden().stream().map(width -> less(width, divisor)).toList(),
        whole.dropout(),
        whole.encoding(),
        whole.outputs());
  }

  /** A layered network of the zoo with every width divided. */
  public static Layered layered(String name, int divisor) {
    Layered whole = (Layered) paper(name).network();
    List<Part> parts = whole.parts().stream().map(part -> slim(part, divisor)).toList();
    return new Layered(
        parts,
        whole.neuron(),
        whole.norm(),
        whole.encoding(),
        whole.votersPerClass(),
        whole.start());
  }

  private static Part slim(Part part, int divisor) {
    if (part instanceof Part.Conv conv) {
      return new Part.Conv(less(conv.channels(), divisor), conv.kernel());
    }
    if (part instanceof Part.Dense dense) {
      return new Part.Dense(less(dense.width(), divisor));
    }
    return part;
  }

  private static int less(int width, int divisor) {
    return Math.max(4, width / divisor);
  }
}
