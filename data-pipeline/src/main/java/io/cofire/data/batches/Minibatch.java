package io.cofire.data.batches;

import java.nio.FloatBuffer;

/**
 * One rank's part of a batch, ready to be copied into a tensor.
 *
 * @param input direct buffer with the frames, [T,N,C,H,W] in row-major order, or [1,N,C,H,W] for
 *     still images
 * @param labels class of each sample, length N; -1 marks padding that must not be counted
 * @param samples index of each sample in its split, length N; -1 for padding
 */
@SuppressWarnings("ArrayRecordComponent") // identity is all that a buffer holder needs
public record Minibatch(FloatBuffer input, int[] labels, int[] samples) {

  /** Number of samples, padding included. */
  public int size() {
    return labels.length;
  }

  /** Number of samples that count. */
  public int count() {
    int count = 0;
    for (int label : labels) {
      count += label >= 0 ? 1 : 0;
    }
    return count;
  }
}
