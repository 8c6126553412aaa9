package io.cofire.driver.averaging;

import io.cofire.ops.inference.NeuronActivity;
import io.cofire.ops.loss.Loss;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sums over the training samples of a round, of one worker or of all.
 *
 * @param loss sum of the loss
 * @param correct samples whose largest logit is their label's
 * @param examples samples
 * @param iterations updates that a worker made
 * @param dataNanos time that a worker waited for minibatches
 * @param fitNanos time of its forwards, backwards and updates
 * @param activity spikes in its last minibatch, layers in order; empty where it had none
 */
record RoundSums(
    double loss,
    long correct,
    long examples,
    int iterations,
    long dataNanos,
    long fitNanos,
    List<NeuronActivity> activity)
    implements Serializable {

  /** Nothing yet. */
  static final RoundSums ZERO = new RoundSums(0, 0, 0, 0, 0, 0, List.of());

  private static final long serialVersionUID = 1L;

  /** These and one more minibatch of the same worker. */
  RoundSums plus(Loss.Share share, long nanos) {
    return new RoundSums(
        loss + share.lossSum(),
        correct + share.correct(),
        examples + share.count(),
        iterations + 1,
        dataNanos,
        fitNanos + nanos,
        activity);
  }

  /** These and a wait for data. */
  RoundSums plusDataNanos(long nanos) {
    return new RoundSums(
        loss, correct, examples, iterations, dataNanos + nanos, fitNanos, activity);
  }

  /**
   * All workers' sums, added in their order. They ran at the same time, so iterations do not add,
   * and times are the first worker's.
   */
  static RoundSums over(List<RoundSums> workers) {
    double loss = 0;
    long correct = 0;
    long examples = 0;
    int iterations = 0;
    for (RoundSums worker : workers) {
      loss += worker.loss;
      correct += worker.correct;
      examples += worker.examples;
      iterations = Math.max(iterations, worker.iterations);
    }
    RoundSums first = workers.get(0);
    return new RoundSums(
        loss, correct, examples, iterations, first.dataNanos, first.fitNanos, activity(workers));
  }

  private static List<NeuronActivity> activity(List<RoundSums> workers) {
    Map<String, NeuronActivity> layers = new LinkedHashMap<>();
    workers.stream()
        .flatMap(worker -> worker.activity.stream())
        .forEach(layer -> layers.merge(layer.layer(), layer, NeuronActivity::plus));
    return List.copyOf(layers.values());
  }

  /** These with the spikes of a minibatch. */
  RoundSums counting(List<NeuronActivity> counted) {
    return new RoundSums(loss, correct, examples, iterations, dataNanos, fitNanos, counted);
  }

  double meanLoss() {
    return examples == 0 ? 0 : loss / examples;
  }
}
