package io.cofire.data.batches;

import io.cofire.data.frames.Binning;
import io.cofire.data.frames.FrameShape;
import io.cofire.data.frames.Framing;
import io.cofire.data.shards.ShardCache;
import java.nio.FloatBuffer;

/**
 * Event recordings of one split as frames.
 *
 * @param recordings the split
 * @param binning how events become timesteps
 */
public record EventSamples(ShardCache recordings, Binning binning) implements Samples {

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
    Framing.accumulate(recordings.events(batch.samples()[slot]), binning, shape, slot, target);
  }
}
