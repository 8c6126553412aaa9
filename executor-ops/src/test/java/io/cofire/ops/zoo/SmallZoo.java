package io.cofire.ops.zoo;

import io.cofire.ops.network.InputShape;
import io.cofire.ops.network.NetworkConfig.ResNet;
import io.cofire.ops.network.NetworkConfig.Stage;
import io.cofire.ops.network.NetworkConfig.Stem;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The papers' networks with fewer channels, blocks and pixels. */
public final class SmallZoo {

  private SmallZoo() {}

  /** A network of the zoo with some of its stages; equal widths stay equal, wider ones wider. */
  public static ResNet network(String name, int fromStage, int toStage, int narrowest) {
    ResNet paper = (ResNet) Zoo.find(name).orElseThrow().network();
    return smaller(paper, paper.stages().subList(fromStage, toStage), narrowest);
  }

  /** The input of a network of the zoo with so many timesteps and pixels. */
  public static InputShape input(String name, int timesteps, int side) {
    InputShape input = Zoo.find(name).orElseThrow().input();
    return new InputShape(timesteps, input.channels(), side, side - side % 2, input.presentation());
  }

  /** A network with some of its stages, the narrowest of which has so many channels. */
  public static ResNet smaller(ResNet paper, List<Stage> kept, int narrowest) {
    List<Integer> widths =
        Stream.concat(Stream.of(paper.stem().channels()), kept.stream().map(Stage::channels))
            .sorted()
            .distinct()
            .toList();
    List<Stage> stages = new ArrayList<>();
    for (Stage stage : kept) {
      int channels = narrowest + widths.indexOf(stage.channels());
      int blocks = stages.isEmpty() ? Math.min(2, stage.blocks()) : 1;
      stages.add(new Stage(channels, blocks, stage.stride(), stage.widening(), stage.pool()));
    }
    Stem stem = paper.stem();
    int channels = narrowest + widths.indexOf(stem.channels());
    return new ResNet(
        paper.block(),
        new Stem(channels, stem.kernel(), stem.stride(), stem.convolutions(), stem.pool()),
        stages,
        paper.neuron(),
        paper.lastNeuron(),
        paper.readout(),
        paper.hidden().stream().map(width -> 4).toList());
  }
}
