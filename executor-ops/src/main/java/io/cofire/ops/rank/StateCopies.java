package io.cofire.ops.rank;

import io.cofire.ops.network.Network;
import io.cofire.ops.optimizer.Optimizer;
import io.cofire.ops.tensor.HostVector;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A training's state out of its network and optimizer, and back into them. */
final class StateCopies {

  private final Network network;
  private final Optimizer optimizer;
  private final HostVector flat;
  private final Optional<WeightAverage> average;

  StateCopies(
      Network network, Optimizer optimizer, HostVector flat, Optional<WeightAverage> average) {
    this.network = network;
    this.optimizer = optimizer;
    this.flat = flat;
    this.average = average;
  }

  /** A place for copies. */
  TrainingState room() {
    int parameters = network.parameters().layout().elements();
    int statistics = network.statistics().values().length;
    Map<String, float[]> vectors = new LinkedHashMap<>();
    optimizer.vectors().keySet().forEach(name -> vectors.put(name, new float[parameters]));
    TrainingState.Live live =
        average
            .map(each -> new TrainingState.Live(new float[parameters], new float[statistics]))
            .orElse(null);
    return new TrainingState(
        network.parameters().layout(),
        new float[parameters],
        network.statistics().layout(),
        new float[statistics],
        vectors,
        0,
        live);
  }

  /** The state in the arrays of an earlier one, with the numbers that are not in arrays. */
  TrainingState copy(TrainingState earlier, long step, LossScale scale) {
    StateCheck.require(earlier, network, optimizer);
    TrainingState.Live live = earlier.live();
    copyWeights(
        average.isPresent() ? live.parameters() : earlier.parameters(),
        average.isPresent() ? live.statistics() : earlier.statistics());
    average.ifPresent(
        each -> {
          flat.toArray(each.parameters(), earlier.parameters());
          put(each.statistics(), earlier.statistics());
        });
    optimizer
        .vectors()
        .forEach((name, vector) -> flat.toArray(vector, earlier.optimizer().get(name)));
    return new TrainingState(
        earlier.parameterLayout(),
        earlier.parameters(),
        earlier.statisticsLayout(),
        earlier.statistics(),
        earlier.optimizer(),
        step,
        live,
        scale);
  }

  private void copyWeights(float[] parameters, float[] statistics) {
    flat.toArray(network.parameters().values(), parameters);
    put(network.statistics().values(), statistics);
  }

  /** Goes on from a state; one without an average, which has taken no step, is its own. */
  void restore(TrainingState state) {
    StateCheck.require(state, network, optimizer);
    TrainingState.Live whole = new TrainingState.Live(state.parameters(), state.statistics());
    TrainingState.Live trained = average.isPresent() && state.live() != null ? state.live() : whole;
    flat.fromArray(trained.parameters(), network.parameters().values());
    put(trained.statistics(), network.statistics().values());
    average.ifPresent(
        each -> {
          flat.fromArray(state.parameters(), each.parameters());
          put(state.statistics(), each.statistics());
        });
    optimizer
        .vectors()
        .forEach((name, vector) -> flat.fromArray(state.optimizer().get(name), vector));
  }

  private static void put(float[] from, float[] to) {
    System.arraycopy(from, 0, to, 0, to.length);
  }
}
