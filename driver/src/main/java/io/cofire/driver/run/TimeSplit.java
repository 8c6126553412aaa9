package io.cofire.driver.run;

import java.io.Serializable;

/**
 * Where a rank's time went, in seconds.
 *
 * @param dataSeconds waiting for minibatches
 * @param stepSeconds forward, backward, exchange and update
 * @param exchangeSeconds the part of {@code stepSeconds} spent inside the collective
 * @param evaluationSeconds evaluating the test split
 * @param checkpointSeconds writing checkpoints
 * @param samplesPerSecond training samples of all ranks per second of data and step time
 */
public record TimeSplit(
    double dataSeconds,
    double stepSeconds,
    double exchangeSeconds,
    double evaluationSeconds,
    double checkpointSeconds,
    double samplesPerSecond)
    implements Serializable {

  private static final long serialVersionUID = 1L;
}
