package io.cofire.ops.rank;

/**
 * One rank's share of a training step's result; shares add up over ranks.
 *
 * @param lossSum sum of the loss over this rank's samples
 * @param correct samples whose largest logit is their label's
 * @param count samples of this rank
 */
public record StepResult(double lossSum, int correct, int count) {}
