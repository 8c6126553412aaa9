package io.cofire.data.batches;

import io.cofire.data.augment.Occasion;

/**
 * One rank's part of one step, as a plan made it.
 *
 * @param epoch epoch, from 0; 0 in evaluation
 * @param step step in the epoch, from 0
 * @param samples index of each sample in its split; -1 marks padding
 */
public record PlannedBatch(int epoch, int step, int[] samples) {

  /** In place of a sample where a batch is filled up. */
  public static final int PADDING = -1;

  /** When the sample of a slot is seen. */
  Occasion occasion(int slot) {
    return new Occasion(epoch, step, samples[slot]);
  }
}
