package io.cofire.ops.rank;

import io.cofire.data.batches.Minibatch;
import io.cofire.ops.inference.SpikeCounter;
import io.cofire.ops.layer.Probe;
import io.cofire.ops.loss.Loss;
import io.cofire.ops.tensor.TimeKernels;
import java.util.List;

/** What a step has come to on one rank, over the parts that its batch is computed in. */
final class StepSoFar {

  private final SpikeCounter spikes;
  private double lossSum;
  private int correct;
  private int count;
  private double weight;

  /** Of no part yet. */
  StepSoFar(TimeKernels time) {
    this.spikes = new SpikeCounter(time);
  }

  /** What looks on in the next part. */
  Probe probe(Minibatch part, Watching watching) {
    spikes.samples(part.labels());
    return watching == Watching.SPIKES ? spikes : Probe.NONE;
  }

  void add(Loss.Share part) {
    lossSum += part.lossSum();
    correct += part.correct();
    count += part.count();
    weight += part.weight();
  }

  /** Sum of the weights of this rank's samples. */
  double weight() {
    return weight;
  }

  /** The loss is a mean over weights from here on. */
  void scale(double factor) {
    lossSum *= factor;
  }

  StepResult result(StepTimes times, List<String> unmoved) {
    return new StepResult(lossSum, correct, count, times, spikes.activity(), unmoved);
  }
}
