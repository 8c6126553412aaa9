package io.cofire.ops.network;

import io.cofire.ops.layer.Conv2d;
import io.cofire.ops.layer.Dense;
import io.cofire.ops.layer.Dropout;
import io.cofire.ops.layer.Initial;
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
import io.cofire.ops.neuron.Dynamics;
import io.cofire.ops.neuron.Neuron;
import io.cofire.ops.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

  private final Wiring wiring;
  private final Layered config;
  private final int timesteps;
  private final List<Layer> layers = new ArrayList<>();
  private final List<Layer> stage = new ArrayList<>(); // whole blocks
  private final List<Layer> block = new ArrayList<>(); // the layers of the one begun
  private Shape shape;
  private int convolutions;
  private int pools;
  private int dense;
  private double power = 1; // mean square of what the next weights see, as the start takes it

  private LayeredBuilder(Wiring wiring, Layered config, InputShape input, int batch) {
    this.wiring = wiring;
    this.config = config;
    this.timesteps = input.timesteps();
    this.shape = input.minibatch(batch);
  }

  static Layer build(Wiring wiring, Layered config, InputShape input, int classes, int batch) {
    LayeredBuilder builder = new LayeredBuilder(wiring, config, input, batch);
    builder.encode();
    builder.endUnrepeated();
    for (int i = 0; i < config.parts().size(); i++) {
      config.parts().get(i).addTo(builder, i);
    }
    builder.endStage();
    builder.vote(classes);
    builder.endUnrepeated();
    return new Sequence(builder.layers);
  }

  private void endUnrepeated() {
    layers.addAll(block);
    block.clear();
  }

  private void endBlock() {
    if (!block.isEmpty()) {
      stage.add(wiring.repeatable(Recompute.BLOCK, new Sequence(block)));
      block.clear();
    }
  }

  private void endStage() {
    endBlock();
    if (!stage.isEmpty()) {
      layers.add(wiring.repeatable(Recompute.STAGE, new Sequence(stage)));
      stage.clear();
    }
  }

  private void encode() {
    boolean still = shape.size(0) < timesteps;
    if (still && config.encoding().rateCode().isPresent()) {
      RateCode.Kind kind = config.encoding().rateCode().get();
      add(new RateCode(wiring.at("encoding"), shape, timesteps, kind));
      power = Start.RATE;
    }
  }

  /** The first convolution of a still image runs once, and its currents are repeated. */
  void convolution(Part.Conv conv, int index) {
    endBlock();
    Wiring place = wiring.at("conv" + ++convolutions);
    Initial normed = Initial.heFanOut(conv.channels(), conv.kernel());
    int inputs = conv.kernel() * conv.kernel() * shape.size(-1);
    double seen = taps(conv, shape.size(2)) * taps(conv, shape.size(3)) * shape.size(-1);
    Initial initial = start(inputs, seen, normed);
    add(new Conv2d(place, shape, conv.channels(), conv.kernel(), 1, initial));
    repeat(place);
    fire(place);
    List<Part> rest = config.parts().subList(index + 1, config.parts().size());
    if (rest.stream().anyMatch(Part.Conv.class::isInstance)) {
      Optional<NeuNorm.Form> norm = config.norm().form();
      norm.ifPresent(form -> add(new NeuNorm(place.at("norm"), shape, form)));
    }
  }

  void averagePool(int side) {
    Wiring place = wiring.at("pool" + ++pools);
    add(new Pool(place, shape, new Pool.Window(Pool.Kind.AVERAGE, side, side, 0)));
    power = power == Start.RATE ? Start.pooled(side) : power;
    endStage();
  }

  void dense(int width) {
    if (dense == 0) {
      endStage();
    }
    endBlock();
    connect(wiring.at("dense" + ++dense), width);
  }

  void dropout(double rate, int index) {
    add(new Dropout(wiring.at("dropout" + index), shape, rate));
  }

  private Initial start(int inputs, double seen, Initial normed) {
    Start start = config.start().orElse(Start.FAN_OUT);
    if (start == Start.THRESHOLD && config.neuron().answer() == Neuron.Answer.INPUT) {
      start = Start.FAN_IN; // no threshold to reach
    }
    Dynamics neuron = config.neuron().dynamics();
    return start.weights(new Start.Synapses(inputs, seen, power, neuron, normed));
  }

  /** How many of a kernel's rows, or columns, lie inside a map of that side, on average. */
  private static double taps(Part.Conv conv, int side) {
    int reach = conv.kernel() / 2;
    int inside = 0;
    for (int at = 0; at < side; at++) {
      inside += Math.min(side - 1, at + reach) - Math.max(0, at - reach) + 1;
    }
    return (double) inside / side;
  }

  private void fire(Wiring place) {
    add(Spiking.layer(place.at("neuron"), shape, config.neuron()));
    power = Start.RATE;
  }

  private void repeat(Wiring place) {
    if (shape.size(0) < timesteps) {
      add(new Repeat(place.at("repeat"), shape, timesteps));
    }
  }

  private void connect(Wiring place, int width) {
    Shape flat = shape.flatFrom(2);
    int features = flat.size(-1);
    Initial initial = start(features, features, Initial.uniformFanIn(features));
    add(new Dense(place, flat, width, Dense.Bias.NONE, initial));
    repeat(place);
    fire(place);
  }

  private void vote(int classes) {
    Wiring voting = wiring.at("voting");
    connect(voting, classes * config.votersPerClass());
    add(new TimeMean(voting.at("mean"), shape));
    add(new Voting(voting, shape, classes));
  }

  private void add(Layer layer) {
    block.add(layer);
    shape = layer.outputShape();
  }
}
