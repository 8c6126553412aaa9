package io.cofire.data.batches;

import io.cofire.data.readahead.Stretch;
import java.util.List;
import java.util.SplittableRandom;

/**
 * In which order the samples of a split are taken in an epoch: a pure function of the epoch, the
 * same in every process.
 */
interface EpochOrder {

  /**
   * The order of an epoch.
   *
   * @param epoch epoch, from 0
   * @return every index of the split once; step s takes the places from s*B on
   */
  int[] of(int epoch);

  /**
   * Where in a rank's samples of an epoch which shards are needed, by their beginnings; empty where
   * any may be anywhere.
   */
  List<Stretch> stretches(int epoch, int rank);

  /**
   * Fisher and Yates's shuffle (Knuth, "The art of computer programming", vol. 2, algorithm P) of
   * the places from {@code first} to before {@code end}.
   */
  static void shuffle(int[] order, int first, int end, SplittableRandom random) {
    for (int i = end - 1; i > first; i--) {
      int j = first + random.nextInt(i - first + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
  }
}
