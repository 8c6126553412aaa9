package io.cofire.ops.network;

import io.cofire.ops.layer.Conv2d;
import io.cofire.ops.layer.Dense;
import io.cofire.ops.layer.Dropout;
import io.cofire.ops.layer.Layer;
import io.cofire.ops.layer.NeuNorm;
import io.cofire.ops.layer.Pool;
import io.cofire.ops.layer.RateCode;
import io.cofire.ops.layer.Recompute;
import io.cofire.ops.layer.Repeat;
import io.cofire.ops.layer.Sequence;
import io.cofire.ops.layer.Spiking;
import io.cofire.ops.layer.TimeMean;
import io.cofire.ops.layer.Voting;
import io.cofire.ops.layer.Wiring;
import io.cofire.ops.network.NetworkConfig.Layered;
import io.cofire.ops.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Lays out a layered network: its parts, the voting neurons, their rates, the votes. Names count
 * each kind of part: {@code conv1.weight}, {@code conv1.norm.u}, {@code dense1.weight}, {@code
 * voting.labels}.
 *
 * <p>What a backward may repeat ({@link Recompute}): a block is a convolution or linear layer with
 * its neurons and norm, and the pool or dropout behind it; a stage is the blocks up to and with a
 * pool, or all linear layers. The code of a still image and the votes are never repeated.
 */
final class LayeredBuilder {

  private final Layered config;
  private final int timesteps;
  private final List<Layer> layers = new ArrayList<>();
  private final List<Layer> stage = new ArrayList<>(); // whole blocks
  private final List<Layer> block = new ArrayList<>(); // the layers of the one begun
  private Shape shape;
  private int convolutions;
  private int pools;
  private int dense;

  private LayeredBuilder(Layered config, InputShape input, int batch) {
    this.config = config;
    this.timesteps = input.timesteps();
    this.shape = input.minibatch(batch);
  }

  static Layer build(Wiring wiring, Layered config, InputShape input, int classes, int batch) {
    LayeredBuilder builder = new LayeredBuilder(config, input, batch);
    builder.encode(wiring);
    builder.endUnrepeated();
    for (int i = 0; i < config.parts().size(); i++) {
      builder.part(wiring, i);
    }
    builder.endStage(wiring);
    builder.vote(wiring.at("voting"), classes);
    builder.endUnrepeated();
    return new Sequence(builder.layers);
  }

  private void endUnrepeated() {
    layers.addAll(block);
    block.clear();
  }

  private void endBlock(Wiring wiring) {
    if (!block.isEmpty()) {
      stage.add(wiring.repeatable(Recompute.BLOCK, new Sequence(block)));
      block.clear();
    }
  }

  private void endStage(Wiring wiring) {
    endBlock(wiring);
    if (!stage.isEmpty()) {
      layers.add(wiring.repeatable(Recompute.STAGE, new Sequence(stage)));
      stage.clear();
    }
  }

  private void encode(Wiring wiring) {
    boolean still = shape.size(0) < timesteps;
    if (still && config.encoding().rateCode().isPresent()) {
      RateCode.Kind kind = config.encoding().rateCode().get();
      add(new RateCode(wiring.at("encoding"), shape, timesteps, kind));
    }
  }

  private void part(Wiring wiring, int index) {
    Part part = config.parts().get(index);
    if (part instanceof Part.Conv conv) {
      endBlock(wiring);
      convolution(wiring.at("conv" + ++convolutions), conv, index);
    } else if (part instanceof Part.AveragePool pool) {
      int side = pool.window();
      Wiring place = wiring.at("pool" + ++pools);
      add(new Pool(place, shape, new Pool.Window(Pool.Kind.AVERAGE, side, side, 0)));
      endStage(wiring);
    } else if (part instanceof Part.Dense connected) {
      if (dense == 0) {
        endStage(wiring);
      }
      endBlock(wiring);
      Wiring place = wiring.at("dense" + ++dense);
      connect(place, connected.width());
    } else if (part instanceof Part.Dropout dropout && dropout.rate() > 0) {
      add(new Dropout(wiring.at("dropout" + index), shape, dropout.rate()));
    }
  }

  /** The first convolution of a still image runs once, and its currents are repeated. */
  private void convolution(Wiring place, Part.Conv conv, int index) {
    add(new Conv2d(place, shape, conv.channels(), conv.kernel(), 1));
    repeat(place);
    add(new Spiking(place.at("neuron"), shape, config.neuron()));
    List<Part> rest = config.parts().subList(index + 1, config.parts().size());
    boolean followed = rest.stream().anyMatch(Part.Conv.class::isInstance);
    if (followed && config.norm() instanceof MapNorm.Auxiliary auxiliary) {
      add(new NeuNorm(place.at("norm"), shape, auxiliary.form()));
    }
  }

  private void repeat(Wiring place) {
    if (shape.size(0) < timesteps) {
      add(new Repeat(place.at("repeat"), shape, timesteps));
    }
  }

  private void connect(Wiring place, int width) {
    int features = Math.toIntExact(shape.elements(2, shape.axes()));
    Shape flat = Shape.of(shape.size(0), shape.size(1), features);
    add(new Dense(place, flat, width, Dense.Bias.NONE));
    repeat(place);
    add(new Spiking(place.at("neuron"), shape, config.neuron()));
  }

  private void vote(Wiring voting, int classes) {
    connect(voting, classes * config.votersPerClass());
    add(new TimeMean(voting.at("mean"), shape));
    add(new Voting(voting, shape, classes));
  }

  private void add(Layer layer) {
    block.add(layer);
    shape = layer.outputShape();
  }
}
