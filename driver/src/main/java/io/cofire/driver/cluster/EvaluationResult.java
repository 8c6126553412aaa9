package io.cofire.driver.cluster;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;

/**
 * What a trained network does on a split.
 *
 * @param loss mean loss
 * @param accuracy top-1 accuracy
 * @param samples number of samples
 * @param confusion samples by label (row) and prediction (column)
 * @param firingRates spikes per neuron and timestep, by neuron layer in the network's order
 * @param operations what a sample costs; null if nobody counted
 */
@SuppressWarnings("ArrayRecordComponent") // a table to print; never compared
public record EvaluationResult(
    double loss,
    double accuracy,
    long samples,
    long[][] confusion,
    Map<String, Double> firingRates,
    @JsonInclude(JsonInclude.Include.NON_NULL) Operations operations) {

  /** Without operations. */
  public EvaluationResult(
      double loss,
      double accuracy,
      long samples,
      long[][] confusion,
      Map<String, Double> firingRates) {
    this(loss, accuracy, samples, confusion, firingRates, null);
  }
}
