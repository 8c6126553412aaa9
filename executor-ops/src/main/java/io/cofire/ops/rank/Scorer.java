package io.cofire.ops.rank;

import io.cofire.data.batches.Minibatch;
import io.cofire.data.random.Key;
import io.cofire.ops.collective.Alone;
import io.cofire.ops.inference.Answer;
import io.cofire.ops.inference.ClassScores;
import io.cofire.ops.layer.Chance;
import io.cofire.ops.layer.Pass;
import io.cofire.ops.layer.Pass.Mode;
import io.cofire.ops.layer.Probe;
import io.cofire.ops.layer.Recompute;
import io.cofire.ops.layer.Trace;
import io.cofire.ops.loss.Loss;
import io.cofire.ops.loss.LossConfig;
import io.cofire.ops.network.FoldedNetwork;
import io.cofire.ops.network.InputShape;
import io.cofire.ops.network.Network;
import io.cofire.ops.network.NetworkConfig;
import io.cofire.ops.tensor.HostVector;
import io.cofire.ops.tensor.Kernels;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * A trained network that answers, as an evaluation has it answer: the running statistics, no
 * labels, nothing counted. Belongs to one thread, that of its engine.
 */
public final class Scorer implements AutoCloseable {

  private final Feed feed;
  private final Loss loss;
  private final Key choices;

  private Scorer(Feed feed, Loss loss, Key choices) {
    this.feed = feed;
    this.loss = loss;
    this.choices = choices;
  }

  /**
   * What decides an answer beside the weights.
   *
   * @param network the network
   * @param input what a sample looks like
   * @param classes number of classes
   * @param loss what it was trained with, which knows what its outputs mean
   * @param seed of the run, which decides how a rate code draws
   */
  public record Setting(
      NetworkConfig network, InputShape input, int classes, LossConfig loss, long seed) {}

  /**
   * The network as it was trained.
   *
   * @param kernels its engine; the caller closes it after this
   * @param parameters all of them, in the network's order
   * @param statistics its running statistics, in the network's order
   * @param batch samples of a minibatch, padding included
   */
  public static Scorer trained(
      Kernels kernels, Setting setting, float[] parameters, float[] statistics, int batch) {
    Network network = network(kernels, setting, parameters, statistics, batch);
    return of(new Feed(network, kernels.memory(), batch), setting);
  }

  /**
   * The network with its norms folded into its convolutions.
   *
   * @see #trained
   */
  public static Scorer folded(
      Kernels kernels, Setting setting, float[] parameters, float[] statistics, int batch) {
    try (Network network = network(kernels, setting, parameters, statistics, 1)) {
      FoldedNetwork folded = network.folded(setting.input(), batch);
      return of(new Feed(folded, kernels.memory(), batch), setting);
    }
  }

  private static Scorer of(Feed feed, Setting setting) {
    return new Scorer(feed, setting.loss().scoring(setting.classes()), choices(setting.seed()));
  }

  private static Network network(
      Kernels kernels, Setting setting, float[] parameters, float[] statistics, int batch) {
    Network network =
        Network.unstarted(
            setting.network(), setting.input(), setting.classes(), batch, kernels, Recompute.NONE);
    new HostVector(kernels.memory(), parameters.length)
        .fromArray(parameters, network.parameters().values());
    System.arraycopy(statistics, 0, network.statistics().values(), 0, statistics.length);
    return network;
  }

  /** What decides the random choices of an evaluation. */
  static Key choices(long seed) {
    return Key.of(seed).child("draws").child("evaluation");
  }

  /**
   * Answers for the samples of a minibatch, in their order; a place of padding has an answer that
   * means nothing.
   *
   * @param batch its labels are not looked at
   */
  public List<Answer> answers(Minibatch batch) {
    return each(batch, (decisive, sample) -> Answer.of(loss, decisive, sample));
  }

  /** The same with a number for each class. */
  public List<ClassScores> scores(Minibatch batch) {
    return each(batch, (decisive, sample) -> ClassScores.of(loss, decisive, sample));
  }

  private <T> List<T> each(Minibatch batch, BiFunction<FloatBuffer, Integer, T> one) {
    Chance chance = new Chance(choices, batch.samples());
    Trace trace = feed.forward(batch, new Pass(Mode.EVALUATE, new Alone(), Probe.NONE, chance));
    feed.outputs().download(trace.output().tensor());
    trace.release();
    FloatBuffer decisive = loss.decisive(feed.outputs().values(), batch.size());
    List<T> all = new ArrayList<>();
    for (int n = 0; n < batch.size(); n++) {
      all.add(one.apply(decisive, n));
    }
    return all;
  }

  /** Frees the network's tensors; the engine stays open. */
  @Override
  public void close() {
    feed.close();
  }
}
