package io.cofire.data.batches;

import io.cofire.data.augment.Mix;
import io.cofire.data.frames.FrameShape;
import io.cofire.data.readahead.Ahead;
import io.cofire.data.readahead.Stretch;
import java.nio.FloatBuffer;
import java.util.Iterator;
import java.util.List;

/**
 * The samples of one split as a loader sees them: numbered from 0, with a label, each able to write
 * itself into its place in a minibatch. Implementations are safe for several threads.
 */
public interface SampleSource {

  /** Number of samples. */
  int size();

  /** Class of a sample. */
  int label(int sample);

  /** Where a sample came from; its number where nobody knows. */
  default String name(int sample) {
    return String.valueOf(sample);
  }

  /** How many of them lie in each of the shards that they are in, in order. */
  default List<Integer> shards() {
    return List.of(size());
  }

  /**
   * Reads ahead for who walks along a plan.
   *
   * @param stretches which shards are needed where
   */
  default Ahead ahead(Iterator<Stretch> stretches) {
    return Ahead.NONE;
  }

  /**
   * What a sample is mixed with in a batch; its target is mixed alike.
   *
   * @param batch the step it is for, from which any random choice must be drawn
   * @param slot place in the batch
   */
  default Mix mix(PlannedBatch batch, int slot) {
    return Mix.NONE;
  }

  /**
   * Writes one sample, or its mixture.
   *
   * @param batch the step it is for, from which any random choice must be drawn
   * @param slot place in the batch; {@code batch.samples()[slot]} is the sample
   * @param shape shape of the buffer
   * @param target the minibatch, [T,N,C,H,W]: all of this sample's values are set, no others; by
   *     absolute positions, since other threads write other samples
   */
  void write(PlannedBatch batch, int slot, FrameShape shape, FloatBuffer target);
}
