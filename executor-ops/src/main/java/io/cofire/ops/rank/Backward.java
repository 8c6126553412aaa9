package io.cofire.ops.rank;

import io.cofire.data.batches.Minibatch;
import io.cofire.data.errors.Misfit;
import io.cofire.data.random.Key;
import io.cofire.ops.collective.Absent;
import io.cofire.ops.collective.Alone;
import io.cofire.ops.collective.Collective;
import io.cofire.ops.collective.Meanwhile;
import io.cofire.ops.collective.TimedCollective;
import io.cofire.ops.layer.Chance;
import io.cofire.ops.layer.Pass;
import io.cofire.ops.layer.Pass.Mode;
import io.cofire.ops.layer.Probe;
import io.cofire.ops.layer.Trace;
import io.cofire.ops.loss.Loss;
import io.cofire.ops.network.Network;
import io.cofire.ops.tensor.HostVector;
import io.cofire.ops.tensor.Kernels;
import io.cofire.ops.tensor.Tensor;
import java.util.Locale;

/** One rank's minibatch from its frames to its gradients, which are added to what is there. */
final class Backward {

  private final Kernels kernels;
  private final TrainerConfig config;
  private final Bench bench;
  private final TimedCollective norms;
  private final StepClock clock;
  private final int rank;
  private final LossScaling scaling;
  private final Loss loss;
  private final Key draws;

  /**
   * The backward of a rank.
   *
   * @param norms the ranks whose samples norms see
   */
  Backward(
      Kernels kernels,
      TrainerConfig config,
      Bench bench,
      TimedCollective norms,
      StepClock clock,
      int rank,
      LossScaling scaling) {
    this.kernels = kernels;
    this.config = config;
    this.bench = bench;
    this.norms = norms;
    this.clock = clock;
    this.rank = rank;
    this.scaling = scaling;
    this.loss = config.loss().training(config.classes(), config.choices().classWeights());
    this.draws = Key.of(config.seed()).child("draws");
  }

  /**
   * Forward, loss and backward.
   *
   * @param step optimizer steps before it
   * @param globalBatch samples of the whole step
   * @return this minibatch's share of the loss
   */
  Loss.Share add(Minibatch batch, long step, int globalBatch, Probe probe) {
    requireFits(batch, step);
    Feed feed = bench.of(batch.size());
    Network trained = bench.network();
    Meanwhile meanwhile = Meanwhile.of(norms);
    Chance chance = chance(step, batch.samples());
    Pass pass = new Pass(Mode.TRAIN, norms(batch), probe, chance, meanwhile);
    Trace trace = feed.forward(batch, pass);
    HostVector logits = feed.outputs();
    logits.download(trace.output().tensor());
    Loss.Share share = loss.loss(logits.values(), batch.targets());
    if (!Double.isFinite(share.lossSum())) {
      trace.release();
      throw new DivergenceException(
          String.format(
              Locale.ROOT,
              "Cannot train step %d on rank %d: the loss is %s",
              step,
              rank,
              share.lossSum()));
    }
    double factor = scaling.factor() / globalBatch;
    loss.gradient(logits.values(), batch.targets(), factor, logits.values());
    Tensor gradient = trained.buffers().take(trained.outputShape());
    logits.upload(gradient);
    clock.forward();
    trace.backwardParameters(gradient, trained.buffers());
    meanwhile.run();
    clock.backward();
    return share;
  }

  private void requireFits(Minibatch batch, long step) {
    if (!config.takes(batch.size(), batch.count())) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Cannot train step %d on rank %d: the minibatch has %d samples of %d and %d expected; training takes no padding",
              step,
              rank,
              batch.count(),
              batch.size(),
              config.rankBatch()));
    }
  }

  /** Over which ranks norms share statistics; a rank without a sample has none to share. */
  private Collective norms(Minibatch batch) {
    return batch.count() == 0 && config.normSync() == NormSync.ALL ? new Absent(norms) : norms;
  }

  /**
   * Runs the forward again to see where it left the numbers: without the other ranks, which may not
   * be here any more, and so with this rank's statistics alone.
   */
  DivergenceException located(DivergenceException divergence, Minibatch batch, long step) {
    FirstNotFinite probe = new FirstNotFinite(kernels.updates());
    Chance chance = chance(step, batch.samples());
    try {
      Feed feed = bench.of(batch.size());
      feed.forward(batch, new Pass(Mode.TRAIN, new Alone(), probe, chance)).release();
    } catch (Misfit e) {
      return divergence; // one sample alone may have no variance
    }
    return probe.layer().map(divergence::at).orElse(divergence);
  }

  /** Where the random choices of a step come from. */
  Chance chance(long step, int[] samples) {
    return new Chance(draws.child("training").child(step), samples);
  }
}
