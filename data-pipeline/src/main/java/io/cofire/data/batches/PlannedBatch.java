package io.cofire.data.batches;

import io.cofire.data.augment.Augmenter;
import io.cofire.data.augment.Mix;
import io.cofire.data.augment.Occasion;
import java.util.Arrays;

/**
 * One rank's part of one step, as a plan made it.
 *
 * @param epoch epoch, from 0; 0 in evaluation
 * @param step step in the epoch, from 0
 * @param samples index of each sample in its split; -1 marks padding
 * @param near whether samples are mixed only with others of this part: those of the split may lie
 *     where nobody reads at that time
 */
public record PlannedBatch(int epoch, int step, int[] samples, boolean near) {

  /** In place of a sample where a batch is filled up. */
  public static final int PADDING = -1;

  /** A part whose samples may be mixed with any of the split. */
  public PlannedBatch(int epoch, int step, int[] samples) {
    this(epoch, step, samples, false);
  }

  /** Samples without padding. */
  int count() {
    return (int) Arrays.stream(samples).filter(sample -> sample != PADDING).count();
  }

  /**
   * What the sample of a slot is mixed with.
   *
   * @param size of the split
   */
  Mix mix(Augmenter augmenter, int slot, int size) {
    Mix drawn = augmenter.mix(occasion(slot), near ? samples.length : size);
    return near && drawn.isMixed() ? new Mix(samples[drawn.partner()], drawn.share()) : drawn;
  }

  /** When the sample of a slot is seen. */
  Occasion occasion(int slot) {
    return new Occasion(epoch, step, samples[slot]);
  }
}
