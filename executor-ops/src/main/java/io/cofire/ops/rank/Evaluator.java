package io.cofire.ops.rank;

import io.cofire.data.batches.Minibatch;
import io.cofire.ops.collective.Collective;
import io.cofire.ops.inference.SpikeCounter;
import io.cofire.ops.layer.Mode;
import io.cofire.ops.layer.Pass;
import io.cofire.ops.layer.Trace;
import io.cofire.ops.loss.SoftmaxCrossEntropy;
import io.cofire.ops.network.Network;
import io.cofire.ops.tensor.Kernels;
import io.cofire.ops.tensor.Tensor;
import java.util.Iterator;
import java.util.function.Consumer;

/** Runs a network over batches and counts: loss, confusion, spikes. */
final class Evaluator {

  private final Network network;
  private final SoftmaxCrossEntropy loss;
  private final Collective collective;
  private final SpikeCounter spikes;
  private final long[][] confusion;
  private double lossSum;
  private long count;

  Evaluator(Network network, Kernels kernels, SoftmaxCrossEntropy loss, Collective collective) {
    this.network = network;
    this.loss = loss;
    this.collective = collective;
    this.spikes = new SpikeCounter(kernels.joins());
    this.confusion = new long[loss.classes()][loss.classes()];
  }

  Evaluation evaluate(
      Iterator<Minibatch> batches, Consumer<Minibatch> upload, Tensor input, HostVector logits) {
    while (batches.hasNext()) {
      Minibatch batch = batches.next();
      upload.accept(batch);
      forward(batch, input, logits);
      add(batch.labels(), logits);
    }
    return new Evaluation(lossSum, count, confusion, spikes.activity());
  }

  private void forward(Minibatch batch, Tensor input, HostVector logits) {
    spikes.samples(batch.labels());
    Trace trace = network.forward(input, new Pass(Mode.EVALUATE, collective, spikes));
    logits.download(trace.output());
    trace.release();
  }

  private void add(int[] labels, HostVector logits) {
    SoftmaxCrossEntropy.Share share = loss.loss(logits.values(), labels);
    lossSum += share.lossSum();
    count += share.count();
    for (int n = 0; n < labels.length; n++) {
      if (labels[n] != SoftmaxCrossEntropy.PADDING) {
        confusion[labels[n]][loss.prediction(logits.values(), n)]++;
      }
    }
  }
}
