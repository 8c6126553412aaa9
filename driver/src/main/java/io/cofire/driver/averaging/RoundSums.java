package io.cofire.driver.averaging;

import io.cofire.ops.loss.Loss;
import java.io.Serializable;
import java.util.List;

/**
 * Sums over the training samples of a round, of one worker or of all.
 *
 * @param loss sum of the loss
 * @param correct samples whose largest logit is their label's
 * @param examples samples
 * @param iterations updates that a worker made
 * @param dataNanos time that a worker waited for minibatches
 * @param fitNanos time of its forwards, backwards and updates
 */
record RoundSums(
    double loss, long correct, long examples, int iterations, long dataNanos, long fitNanos)
    implements Serializable {

  /** Nothing yet. */
  static final RoundSums ZERO = new RoundSums(0, 0, 0, 0, 0, 0);

  private static final long serialVersionUID = 1L;

  /** These and one more minibatch of the same worker. */
  RoundSums plus(Loss.Share share, long nanos) {
    return new RoundSums(
        loss + share.lossSum(),
        correct + share.correct(),
        examples + share.count(),
        iterations + 1,
        dataNanos,
        fitNanos + nanos);
  }

  /** These and a wait for data. */
  RoundSums plusDataNanos(long nanos) {
    return new RoundSums(loss, correct, examples, iterations, dataNanos + nanos, fitNanos);
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
    return new RoundSums(loss, correct, examples, iterations, first.dataNanos, first.fitNanos);
  }

  double meanLoss() {
    return examples == 0 ? 0 : loss / examples;
  }
}
