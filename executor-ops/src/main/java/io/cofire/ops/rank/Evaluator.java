package io.cofire.ops.rank;

import io.cofire.data.batches.Minibatch;
import io.cofire.data.batches.Targets;
import io.cofire.data.random.Key;
import io.cofire.ops.collective.Alone;
import io.cofire.ops.inference.Answer;
import io.cofire.ops.inference.FlipCounter;
import io.cofire.ops.inference.InputCounter;
import io.cofire.ops.inference.SpikeCounter;
import io.cofire.ops.layer.Chance;
import io.cofire.ops.layer.Pass;
import io.cofire.ops.layer.Pass.Mode;
import io.cofire.ops.layer.Probe;
import io.cofire.ops.layer.Trace;
import io.cofire.ops.loss.Loss;
import io.cofire.ops.tensor.Kernels;
import java.nio.FloatBuffer;
import java.util.Iterator;
import java.util.Optional;

/** Runs a network over batches and counts: loss, confusion, top five, spikes. */
final class Evaluator {

  private static final int FIVE = 5;

  private final Feed feed;
  private final Loss loss;
  private final Key draws;
  private final Counting counting;
  private final Optional<Feed> original; // of a folded network
  private final AnswerSink answers;
  private final SpikeCounter spikes;
  private final InputCounter inputs;
  private final FlipCounter flips;
  private final long[][] confusion;
  private double lossSum;
  private long count;
  private long topFive;
  private long undefined;

  /**
   * An evaluation of zero.
   *
   * @param original the network that the fed one was folded from, if it was
   * @param answers takes each sample's
   */
  Evaluator(
      Feed feed,
      Kernels kernels,
      Loss loss,
      Key draws,
      Counting counting,
      Optional<Feed> original,
      AnswerSink answers) {
    this.feed = feed;
    this.loss = loss;
    this.draws = draws;
    this.counting = counting;
    this.original = original;
    this.answers = answers;
    this.spikes = new SpikeCounter(kernels.time());
    this.inputs = new InputCounter(kernels.memory());
    this.flips = new FlipCounter(kernels.memory());
    this.confusion = new long[loss.classes()][loss.classes()];
  }

  Evaluation evaluate(Iterator<Minibatch> batches) {
    while (batches.hasNext()) {
      Minibatch batch = batches.next();
      forward(batch);
      add(batch);
    }
    return new Evaluation(
        lossSum,
        count,
        topFive,
        undefined,
        confusion,
        spikes.activity(),
        inputs.inputs(),
        flips.flips());
  }

  private void forward(Minibatch batch) {
    spikes.samples(batch.labels());
    inputs.samples(batch.labels());
    flips.samples(batch.labels());
    original.ifPresent(plain -> plain.forward(batch, pass(batch, flips.first())).release());
    Trace trace = feed.forward(batch, pass(batch, probe()));
    feed.outputs().download(trace.output().tensor());
    trace.release();
  }

  private Pass pass(Minibatch batch, Probe probe) {
    Chance chance = new Chance(draws, batch.samples());
    return new Pass(Mode.EVALUATE, new Alone(), probe, chance);
  }

  private Probe probe() {
    return switch (counting) {
      case SPIKES -> spikes;
      case OPERATIONS -> spikes.and(inputs);
      case FOLDED -> spikes.and(inputs).and(flips.second());
    };
  }

  private void add(Minibatch batch) {
    FloatBuffer outputs = feed.outputs().values();
    int[] labels = batch.labels();
    Loss.Share share = loss.loss(outputs, batch.targets());
    lossSum += share.lossSum();
    count += share.count();
    FloatBuffer decisive = loss.decisive(outputs, labels.length);
    for (int n = 0; n < labels.length; n++) {
      if (labels[n] != Targets.PADDING) {
        confusion[labels[n]][loss.prediction(decisive, n)]++;
        topFive += loss.before(decisive, n, labels[n]) < FIVE ? 1 : 0;
        undefined += isDefined(decisive, n) ? 0 : 1;
        if (answers != AnswerSink.NONE) {
          answers.take(batch.samples()[n], labels[n], Answer.of(loss, decisive, n));
        }
      }
    }
  }

  private boolean isDefined(FloatBuffer decisive, int sample) {
    for (int k = 0; k < loss.classes(); k++) {
      if (Float.isNaN(decisive.get(sample * loss.classes() + k))) {
        return false;
      }
    }
    return true;
  }
}
