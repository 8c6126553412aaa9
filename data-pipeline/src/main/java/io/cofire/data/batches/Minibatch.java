package io.cofire.data.batches;

import java.nio.FloatBuffer;

/**
 * One rank's part of a batch, ready to be copied into a tensor.
 *
 * @param input direct buffer with the frames, [T,N,C,H,W] in row-major order, or [1,N,C,H,W] for
 *     still images
 * @param targets what each sample is, length N
 * @param samples index of each sample in its split, length N; -1 for padding
 */
public record Minibatch(FloatBuffer input, Targets targets, int[] samples) {

  /** A minibatch of one class a sample; a label of -1 marks padding. */
  public Minibatch(FloatBuffer input, int[] labels, int[] samples) {
    this(input, Targets.of(labels), samples);
  }

  /** Class of each sample, the one with the larger share; -1 marks padding. */
  public int[] labels() {
    return targets.labels();
  }

  /** Number of samples, padding included. */
  public int size() {
    return targets.size();
  }

  /** Number of samples that count. */
  public int count() {
    return targets.count();
  }
}
