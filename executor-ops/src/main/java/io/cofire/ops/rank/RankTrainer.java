package io.cofire.ops.rank;

import io.cofire.data.batches.Minibatch;
import io.cofire.data.random.Key;
import io.cofire.ops.collective.Alone;
import io.cofire.ops.collective.Collective;
import io.cofire.ops.collective.CollectiveException;
import io.cofire.ops.collective.TimedCollective;
import io.cofire.ops.layer.Chance;
import io.cofire.ops.loss.Loss;
import io.cofire.ops.network.FoldedNetwork;
import io.cofire.ops.network.Layout;
import io.cofire.ops.network.Network;
import io.cofire.ops.optimizer.Optimizer;
import io.cofire.ops.tensor.HostVector;
import io.cofire.ops.tensor.Kernels;
import io.cofire.ops.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One rank of a training run: its network, its optimizer, its part of every step. Every rank makes
 * the same calls; after each step all have the same parameters, bit for bit, because gradients are
 * summed in rank order and updated alike. Belongs to one thread, that of its engine.
 */
public final class RankTrainer implements AutoCloseable {

  private final Kernels kernels;
  private final TrainerConfig config;
  private final Collective collective;
  private final Network network;
  private final Optimizer optimizer;
  private final StepClock clock;
  private final HostVector flat;
  private final HostVector shared; // running statistics
  private final GradientBuckets buckets;
  private final Bench bench;
  private final Unmoved unmoved;
  private final Clipping clipping;
  private final Weighing weighing;
  private final LossScaling scaling;
  private final Optional<WeightAverage> average;
  private final StateCopies copies;
  private final Backward backward;
  private StepSoFar open; // the step that is computed in parts; null before its first
  private Feed scoring; // made when first needed, where T is another than in training
  private long step;

  /**
   * Builds the network with its start values.
   *
   * @param kernels this rank's engine; the caller closes it after this trainer
   * @param collective this rank's handle on all ranks; the caller closes it
   * @throws IllegalArgumentException if the loss cannot train what the network gives
   */
  public RankTrainer(Kernels kernels, TrainerConfig config, Collective collective) {
    config.loss().requireOutputs(config.network().outputKind());
    this.kernels = kernels;
    this.config = config;
    this.collective = collective;
    TimedCollective norms =
        new TimedCollective(config.normSync() == NormSync.ALL ? collective : new Alone());
    this.clock = new StepClock(norms);
    Key start = Key.of(config.seed()).child("parameters");
    this.network =
        Network.build(
            config.network(),
            config.input(),
            config.classes(),
            config.rankBatch(),
            kernels,
            start,
            config.recompute());
    config.rules().requireFit(network.parameters().layout());
    this.optimizer = config.optimizer().start(network.parameters(), kernels, config.rules());
    this.flat = new HostVector(kernels.memory(), network.parameters().layout().elements());
    this.shared = new HostVector(kernels.memory(), network.statistics().layout().elements());
    this.buckets = new GradientBuckets(collective, network, kernels.memory(), flat);
    this.bench = new Bench(network, kernels.memory(), config, buckets);
    this.unmoved = new Unmoved(kernels.updates(), network.parameters());
    this.clipping = new Clipping(kernels.updates(), network.parameters(), config.rules());
    this.average = WeightAverage.of(kernels, network, config.choices().ema());
    this.copies = new StateCopies(network, optimizer, flat, average);
    this.weighing = new Weighing(collective, kernels.updates());
    this.scaling = new LossScaling(kernels.precision(), kernels.updates());
    this.backward = new Backward(kernels, config, bench, norms, clock, collective.rank(), scaling);
  }

  /** The network, for reports and tests. */
  public Network network() {
    return network;
  }

  /**
   * One training step of all ranks: forward, loss, backward, sum of gradients, update. A failure
   * here is told to the other ranks before it is thrown.
   *
   * @param batch this rank's part, without padding; one place of padding where it has no sample in
   *     the last minibatch of an epoch
   * @param globalBatch samples of all ranks together, over which the loss is the mean
   * @return this rank's share of the loss before the update
   * @throws IllegalArgumentException if the batch does not fit or has padding
   * @throws DivergenceException if the loss or a gradient is not finite
   */
  public StepResult step(Minibatch batch, int globalBatch) {
    return step(batch, globalBatch, Watching.NOTHING);
  }

  /**
   * One training step of all ranks that may count spikes too.
   *
   * @see #step(Minibatch, int)
   */
  public StepResult step(Minibatch batch, int globalBatch, Watching watching) {
    return told(
        batch,
        () -> {
          begin();
          buckets.start(batch.count() == 0);
          open.add(backward.add(batch, step, globalBatch, open.probe(batch, watching)));
          StepSoFar whole = open;
          open = null;
          return finish(whole, globalBatch);
        });
  }

  /**
   * A part of the next step: its gradients are added to those of the step's other parts, of which
   * {@link #step} takes the last. Norms see the samples of this part alone.
   *
   * @param part this rank's share of the part
   * @param globalBatch samples of all ranks in the whole step
   */
  public void accumulate(Minibatch part, int globalBatch, Watching watching) {
    told(
        part,
        () -> {
          begin();
          buckets.hold();
          open.add(backward.add(part, step, globalBatch, open.probe(part, watching)));
          return open;
        });
  }

  private void begin() {
    if (open == null) {
      open = new StepSoFar(kernels.time());
      clock.begin();
      kernels.memory().fill(network.parameters().gradients(), 0);
    } else {
      clock.goOn();
    }
  }

  /** Whatever fails is told to the other ranks. */
  private <R> R told(Minibatch batch, Supplier<R> work) {
    try {
      return work.get();
    } catch (CollectiveException e) {
      throw e; // the other ranks know already
    } catch (DivergenceException e) {
      DivergenceException located = backward.located(e, batch, step);
      collective.abort(located);
      throw located;
    } catch (RuntimeException | Error e) {
      open = null;
      collective.abort(e);
      throw e;
    }
  }

  private StepResult finish(StepSoFar whole, int globalBatch) {
    long taken = step - scaling.skipped(); // steps that moved something
    boolean moves = sumGradients();
    if (!config.choices().classWeights().isEmpty()) {
      weighing.apply(whole, network.parameters().gradients(), globalBatch);
    }
    List<String> still = unmoved.after(step);
    if (moves) {
      clipping.apply();
    }
    shareStatistics();
    clock.gradients();
    if (moves) {
      update(taken);
    }
    clock.update();
    step++;
    return whole.result(clock.times(), still);
  }

  /**
   * Moves the weights.
   *
   * @param taken updates before this one
   */
  private void update(long taken) {
    double epoch = (double) step / config.stepsPerEpoch();
    optimizer.update(taken, config.schedule().factor(epoch, config.epochs()));
    average.ifPresent(each -> each.update(taken));
  }

  /**
   * Where the random choices of a training step come from, for who drives the network otherwise.
   *
   * @param at optimizer steps before it
   * @param samples index of each sample of the minibatch in its split
   */
  public Chance chance(long at, int[] samples) {
    return backward.chance(at, samples);
  }

  /** All ranks find the same, and so skip the same steps. */
  private boolean sumGradients() {
    Tensor gradients = network.parameters().gradients();
    buckets.finish();
    double squares = kernels.updates().sumOfSquares(gradients);
    if (!scaling.divide(gradients, squares, step)) {
      return false;
    }
    if (!Double.isFinite(squares)) {
      throw new DivergenceException(
          String.format(
              Locale.ROOT,
              "Cannot train step %d: the gradient of %s is not finite (sum of squares %s)",
              step,
              firstNotFinite(gradients),
              squares));
    }
    return true;
  }

  /** Rank 0's running statistics for all, where each rank has its own. */
  private void shareStatistics() {
    if (config.normSync() == NormSync.ALL || collective.size() == 1) {
      return;
    }
    float[] statistics = network.statistics().values();
    float[] mine = collective.rank() == 0 ? statistics : new float[statistics.length];
    shared.values().put(0, mine);
    collective.sum("statistics", shared.values());
    shared.values().get(0, statistics);
  }

  /** The first in the order of the backward, which goes from the last layer to the first. */
  private String firstNotFinite(Tensor gradients) {
    float[] values = flat.toArray(gradients);
    for (Layout.Entry entry : reversed(network.parameters().layout().entries())) {
      for (int i = entry.offset(); i < entry.end(); i++) {
        if (!Float.isFinite(values[i])) {
          return entry.name();
        }
      }
    }
    return "the network";
  }

  private static List<Layout.Entry> reversed(List<Layout.Entry> entries) {
    List<Layout.Entry> reversed = new ArrayList<>(entries);
    Collections.reverse(reversed);
    return reversed;
  }

  /**
   * Evaluates with the running statistics; no exchange with other ranks, so that each may have
   * another number of batches.
   *
   * @param batches this rank's share of the split, with the timesteps of {@link
   *     TrainerConfig#scoring}; labels of -1 mark padding
   */
  public Evaluation evaluate(Iterator<Minibatch> batches) {
    return evaluate(batches, Counting.SPIKES);
  }

  /**
   * Evaluates the network, or its folded twin.
   *
   * @see #evaluate(Iterator)
   */
  public Evaluation evaluate(Iterator<Minibatch> batches, Counting counting) {
    return evaluate(batches, counting, AnswerSink.NONE);
  }

  /**
   * Evaluates, and tells what the network says of each sample. Where weights are averaged, it is
   * the average that is evaluated.
   *
   * @see #evaluate(Iterator, Counting)
   */
  public Evaluation evaluate(Iterator<Minibatch> batches, Counting counting, AnswerSink answers) {
    return average.isPresent()
        ? average.get().within(() -> evaluateNow(batches, counting, answers))
        : evaluateNow(batches, counting, answers);
  }

  private Evaluation evaluateNow(
      Iterator<Minibatch> batches, Counting counting, AnswerSink answers) {
    if (counting != Counting.FOLDED) {
      return evaluator(counting, scoring(), Optional.empty(), answers).evaluate(batches);
    }
    FoldedNetwork folded = network.folded(config.scoring(), config.rankBatch());
    try (Feed feed = new Feed(folded, kernels.memory(), config.rankBatch())) {
      return evaluator(counting, feed, Optional.of(scoring()), answers).evaluate(batches);
    }
  }

  private Evaluator evaluator(
      Counting counting, Feed feed, Optional<Feed> original, AnswerSink answers) {
    Loss plain = config.loss().scoring(config.classes());
    Key choices = Scorer.choices(config.seed());
    return new Evaluator(feed, kernels, plain, choices, counting, original, answers);
  }

  private Feed scoring() {
    Feed whole = bench.whole();
    if (config.scoring().equals(config.input())) {
      return whole;
    }
    if (scoring == null) {
      Network twin = network.sharing(config.scoring(), config.rankBatch());
      scoring = new Feed(twin, kernels.memory(), config.rankBatch());
    }
    return scoring;
  }

  /** A copy of the training's state. */
  public TrainingState state() {
    return state(copies.room());
  }

  /**
   * A copy of the training's state in the arrays of an earlier one, so that a copy costs no memory.
   *
   * @param earlier of this trainer; its arrays are written over
   * @throws IllegalArgumentException if it is of another network or optimizer
   */
  public TrainingState state(TrainingState earlier) {
    return copies.copy(earlier, step, scaling.state());
  }

  /**
   * Goes on from a state.
   *
   * @throws IllegalArgumentException if it is of another network or optimizer
   */
  public void restore(TrainingState state) {
    copies.restore(state);
    scaling.restore(state.lossScale());
    step = state.step();
  }

  /** Frees the network's tensors; the engine and the collective stay open. */
  @Override
  public void close() {
    optimizer.vectors().values().forEach(kernels.memory()::free);
    average.ifPresent(WeightAverage::free);
    if (scoring != null) {
      scoring.close();
    }
    bench.close();
  }
}
