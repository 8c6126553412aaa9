package io.cofire.driver.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.cofire.ops.rank.Evaluation;
import java.io.Serializable;
import java.util.Map;
import java.util.Optional;

/**
 * What a trained network does on a split. Of equal outputs the first class counts as the larger
 * one, and a NaN is below every number.
 *
 * @param loss mean loss
 * @param accuracy top-1 accuracy
 * @param topFiveAccuracy share of the samples whose label is among the five largest outputs; null
 *     where there are five classes or fewer
 * @param samples number of samples
 * @param undefinedSamples samples with an output that is NaN
 * @param confusion samples by label (row) and prediction (column)
 * @param firingRates spikes per neuron and timestep, by neuron layer in the network's order
 * @param operations what a sample costs; null if nobody counted
 */
public record EvaluationResult(
    double loss,
    double accuracy,
    @JsonInclude(JsonInclude.Include.NON_NULL) Double topFiveAccuracy,
    long samples,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) long undefinedSamples,
    long[][] confusion,
    Map<String, Double> firingRates,
    @JsonInclude(JsonInclude.Include.NON_NULL) Operations operations)
    implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final int FIVE = 5;

  /** Without operations, of at most five classes. */
  public EvaluationResult(
      double loss,
      double accuracy,
      long samples,
      long[][] confusion,
      Map<String, Double> firingRates) {
    this(loss, accuracy, null, samples, 0, confusion, firingRates, null);
  }

  /** {@link #topFiveAccuracy}, where it means something. */
  public Optional<Double> topFive() {
    return Optional.ofNullable(topFiveAccuracy);
  }

  /** {@link #operations}, where somebody counted. */
  public Optional<Operations> counted() {
    return Optional.ofNullable(operations);
  }

  /** Of all ranks' shares as one. */
  public static EvaluationResult of(Evaluation whole, Optional<Operations> operations) {
    boolean many = whole.confusion().length > FIVE;
    return new EvaluationResult(
        whole.meanLoss(),
        whole.accuracy(),
        many ? (double) whole.topFive() / whole.count() : null,
        whole.count(),
        whole.undefined(),
        whole.confusion(),
        StepTotals.rates(whole.activity()),
        operations.orElse(null));
  }
}
