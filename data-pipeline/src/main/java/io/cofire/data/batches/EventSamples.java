package io.cofire.data.batches;

import io.cofire.data.augment.Augmenter;
import io.cofire.data.events.EventStream;
import io.cofire.data.frames.Binning;
import io.cofire.data.frames.FrameShape;
import io.cofire.data.frames.Framing;
import io.cofire.data.frames.Reduction;
import io.cofire.data.shards.ShardCache;
import java.nio.FloatBuffer;

/**
 * Event recordings of one split as frames.
 *
 * @param recordings the split
 * @param binning how events become timesteps
 * @param reduction how pixels become fewer
 * @param augmenter changes recordings before they become frames; where it leaves no event the
 *     frames are empty
 */
public record EventSamples(
    ShardCache recordings, Binning binning, Reduction reduction, Augmenter augmenter)
    implements Samples {

  /** Recordings as they are. */
  public EventSamples(ShardCache recordings, Binning binning, Reduction reduction) {
    this(recordings, binning, reduction, Augmenter.NONE);
  }

  @Override
  public int size() {
    return recordings.size();
  }

  @Override
  public int label(int sample) {
    return recordings.label(sample);
  }

  @Override
  public void write(PlannedBatch batch, int slot, FrameShape shape, FloatBuffer target) {
    int sample = batch.samples()[slot];
    EventStream recorded = recordings.events(sample);
    EventStream events = augmenter.apply(recorded, batch.epoch(), sample);
    if (events.size() > 0 || recorded.size() == 0) {
      Framing.accumulate(events, binning, reduction, shape, slot, target);
    }
  }
}
