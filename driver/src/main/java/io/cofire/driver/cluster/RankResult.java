package io.cofire.driver.cluster;

import io.cofire.driver.checkpoint.EpochMetrics;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * What rank 0 hands back at the end; the other ranks have the same.
 *
 * @param epochs metrics of all epochs
 * @param steps optimizer steps
 * @param loss mean loss on the test split
 * @param confusion samples by label and prediction
 * @param firingRates spikes per neuron and timestep by layer, in order
 * @param operations what a sample of the test split costs
 * @param times where rank 0's time went
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier; never compared
record RankResult(
    List<EpochMetrics> epochs,
    long steps,
    double loss,
    long[][] confusion,
    LinkedHashMap<String, Double> firingRates,
    Operations operations,
    TimeSplit times)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  EvaluationResult evaluation() {
    long right = 0;
    long all = 0;
    for (int label = 0; label < confusion.length; label++) {
      right += confusion[label][label];
      for (long cell : confusion[label]) {
        all += cell;
      }
    }
    return new EvaluationResult(
        loss, (double) right / all, all, confusion, firingRates, operations);
  }
}
