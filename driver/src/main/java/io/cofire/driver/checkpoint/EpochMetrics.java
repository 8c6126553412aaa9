package io.cofire.driver.checkpoint;

import java.io.Serializable;

/**
 * What an epoch came to, over all ranks. It holds no time of day, so that an interrupted run and an
 * uninterrupted one write the same.
 *
 * @param epoch epochs done, from 1
 * @param trainLoss mean loss over the epoch's training samples
 * @param trainAccuracy share of them whose largest logit was their label's, while weights changed
 * @param testLoss mean loss over the test split after the epoch
 * @param testAccuracy top-1 accuracy on the test split after the epoch
 */
public record EpochMetrics(
    int epoch, double trainLoss, double trainAccuracy, double testLoss, double testAccuracy)
    implements Serializable {

  private static final long serialVersionUID = 1L;
}
