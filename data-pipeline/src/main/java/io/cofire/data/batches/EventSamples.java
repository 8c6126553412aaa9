package io.cofire.data.batches;

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
 */
public record EventSamples(ShardCache recordings, Binning binning, Reduction reduction)
    implements Samples {

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
    EventStream events = recordings.events(batch.samples()[slot]);
    Framing.accumulate(events, binning, reduction, shape, slot, target);
  }
}
