package io.cofire.data.batches;

import io.cofire.data.augment.Mix;
import io.cofire.data.frames.FrameShape;
import io.cofire.data.readahead.Ahead;
import io.cofire.data.readahead.Stretch;
import java.nio.FloatBuffer;
import java.util.Iterator;
import java.util.List;

/**
 * Samples of a set whose classes stand in another order than those of a network.
 *
 * @param samples the samples
 * @param labels the network's class by the set's
 */
public record Relabelled(SampleSource samples, int[] labels) implements SampleSource {

  @Override
  public int size() {
    return samples.size();
  }

  @Override
  public int label(int sample) {
    return labels[samples.label(sample)];
  }

  @Override
  public List<Integer> shards() {
    return samples.shards();
  }

  @Override
  public Ahead ahead(Iterator<Stretch> stretches) {
    return samples.ahead(stretches);
  }

  @Override
  public Mix mix(PlannedBatch batch, int slot) {
    return samples.mix(batch, slot);
  }

  @Override
  public void write(PlannedBatch batch, int slot, FrameShape shape, FloatBuffer target) {
    samples.write(batch, slot, shape, target);
  }
}
