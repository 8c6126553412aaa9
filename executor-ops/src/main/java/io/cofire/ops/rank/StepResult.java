package io.cofire.ops.rank;

import io.cofire.ops.inference.NeuronActivity;
import java.util.List;

/**
 * One rank's share of a training step's result; the first three and the activity add up over ranks.
 *
 * @param lossSum sum of the loss over this rank's samples
 * @param correct samples whose largest logit is their label's
 * @param count samples of this rank
 * @param times where this rank's time went
 * @param activity spikes of each neuron layer, in the order of the forward; empty if nobody counted
 * @param unmoved parameters that no rank's gradient has reached in the first steps of the training,
 *     in the last of these; the same on every rank
 */
public record StepResult(
    double lossSum,
    int correct,
    int count,
    StepTimes times,
    List<NeuronActivity> activity,
    List<String> unmoved) {

  /** Copies the lists. */
  public StepResult {
    activity = List.copyOf(activity);
    unmoved = List.copyOf(unmoved);
  }
}
