package io.cofire.driver.cluster;

import java.io.Serializable;

/**
 * Where the training is.
 *
 * @param step optimizer steps done
 * @param steps optimizer steps of the whole run
 * @param epoch the epoch in progress, from 1
 * @param loss mean loss over the epoch so far, all ranks
 * @param accuracy share of right predictions over the epoch so far, all ranks
 * @param samplesPerSecond training samples of all ranks per second since this attempt began
 * @param secondsLeft estimate for the rest of the run, evaluations included
 */
public record StepProgress(
    long step,
    long steps,
    int epoch,
    double loss,
    double accuracy,
    double samplesPerSecond,
    double secondsLeft)
    implements Serializable {

  private static final long serialVersionUID = 1L;
}
