package io.cofire.ops.rank;

import io.cofire.data.batches.Minibatch;
import io.cofire.data.batches.Targets;
import io.cofire.data.random.Key;
import io.cofire.ops.collective.Alone;
import io.cofire.ops.inference.SpikeCounter;
import io.cofire.ops.layer.Draws;
import io.cofire.ops.layer.Mode;
import io.cofire.ops.layer.Pass;
import io.cofire.ops.layer.Trace;
import io.cofire.ops.loss.Loss;
import io.cofire.ops.tensor.Kernels;
import java.nio.FloatBuffer;
import java.util.Iterator;

/** Runs a network over batches and counts: loss, confusion, spikes. */
final class Evaluator {

  private final Feed feed;
  private final Loss loss;
  private final Key draws;
  private final SpikeCounter spikes;
  private final long[][] confusion;
  private double lossSum;
  private long count;

  Evaluator(Feed feed, Kernels kernels, Loss loss, Key draws) {
    this.feed = feed;
    this.loss = loss;
    this.draws = draws;
    this.spikes = new SpikeCounter(kernels.joins());
    this.confusion = new long[loss.classes()][loss.classes()];
  }

  Evaluation evaluate(Iterator<Minibatch> batches) {
    while (batches.hasNext()) {
      Minibatch batch = batches.next();
      forward(batch);
      add(batch.targets());
    }
    return new Evaluation(lossSum, count, confusion, spikes.activity());
  }

  private void forward(Minibatch batch) {
    spikes.samples(batch.labels());
    Draws choices = new Draws(draws, batch.samples());
    Trace trace = feed.forward(batch, new Pass(Mode.EVALUATE, new Alone(), spikes, choices));
    feed.outputs().download(trace.output().tensor());
    trace.release();
  }

  private void add(Targets targets) {
    FloatBuffer outputs = feed.outputs().values();
    int[] labels = targets.labels();
    Loss.Share share = loss.loss(outputs, targets);
    lossSum += share.lossSum();
    count += share.count();
    FloatBuffer decisive = loss.decisive(outputs, labels.length);
    for (int n = 0; n < labels.length; n++) {
      if (labels[n] != Targets.PADDING) {
        confusion[labels[n]][loss.prediction(decisive, n)]++;
      }
    }
  }
}
