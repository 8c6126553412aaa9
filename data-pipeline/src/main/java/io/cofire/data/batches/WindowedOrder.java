package io.cofire.data.batches;

import io.cofire.data.random.Key;
import io.cofire.data.readahead.Stretch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Each epoch permutes the shards and deals them to the ranks one after the other, so that a rank
 * reads whole shards, each once; the samples within a window of so many are shuffled. A shard on
 * the border of two ranks' parts is read by both: every other rank takes its part backwards, so
 * that both are there at the same time, and a host that has both reads it once. Samples that fill
 * no batch are those at the border behind the last rank's part, other ones in each epoch.
 *
 * <p>The deal depends on key, epoch and rank alone, not on where ranks live.
 *
 * @param key decides every permutation
 * @param shards samples of each shard, in the order of the split
 * @param window samples that are shuffled together
 * @param shares what each rank takes of each step
 */
record WindowedOrder(Key key, List<Integer> shards, int window, Shares shares)
    implements EpochOrder {

  /** Copies the list; no window is larger than the split. */
  WindowedOrder {
    shards = List.copyOf(shards);
    window = Math.min(window, shares.samples());
  }

  @Override
  public int[] of(int epoch) {
    int[] dealt = shardByShard(epoch);
    int[] order = dealt.clone(); // what fills no batch stays at the end
    int first = 0;
    for (int rank = 0; rank < shares.ranks(); rank++) {
      int end = first + shares.ofRank(rank);
      if (isBackwards(rank)) {
        turn(dealt, first, end);
      }
      shuffleWindows(dealt, first, end, key.child("window").child(epoch).child(rank));
      takePartByPart(dealt, first, rank, order);
      first = end;
    }
    return order;
  }

  private static boolean isBackwards(int rank) {
    return rank % 2 == 1;
  }

  /** The shards in the order of an epoch. */
  private int[] turns(int epoch) {
    int[] turns = new int[shards.size()];
    for (int shard = 0; shard < turns.length; shard++) {
      turns[shard] = shard;
    }
    EpochOrder.shuffle(turns, 0, turns.length, key.child("shards").child(epoch).random());
    return turns;
  }

  /** The samples of the permuted shards, one shard after the other. */
  private int[] shardByShard(int epoch) {
    int[] firsts = new int[shards.size()];
    for (int shard = 1; shard < firsts.length; shard++) {
      firsts[shard] = firsts[shard - 1] + shards.get(shard - 1);
    }
    int[] samples = new int[shares.samples()];
    int place = 0;
    for (int shard : turns(epoch)) {
      for (int i = 0; i < shards.get(shard); i++) {
        samples[place++] = firsts[shard] + i;
      }
    }
    return samples;
  }

  private static void turn(int[] dealt, int first, int end) {
    for (int low = first, high = end - 1; low < high; low++, high--) {
      int swapped = dealt[low];
      dealt[low] = dealt[high];
      dealt[high] = swapped;
    }
  }

  private void shuffleWindows(int[] dealt, int first, int end, Key rank) {
    for (int from = first; from < end; from += window) {
      int to = from + Math.min(window, end - from);
      EpochOrder.shuffle(dealt, from, to, rank.child(from - first).random());
    }
  }

  /** A rank's samples go where its shares of the parts of steps lie in the epoch's order. */
  private void takePartByPart(int[] dealt, int first, int rank, int[] order) {
    int next = first;
    for (int step = 0; step < shares.steps(); step++) {
      for (int index = 0; index < shares.parts(step); index++) {
        int share = shares.ofRank(rank, shares.of(step, index));
        System.arraycopy(dealt, next, order, shares.first(step, index, rank), share);
        next += share;
      }
    }
  }

  @Override
  public List<Stretch> stretches(int epoch, int rank) {
    int first = 0;
    for (int before = 0; before < rank; before++) {
      first += shares.ofRank(before);
    }
    int samples = shares.ofRank(rank);
    List<Stretch> stretches = new ArrayList<>();
    int place = 0;
    for (int shard : turns(epoch)) {
      int from = Math.max(0, place - first); // in the rank's part, forwards
      int to = Math.min(samples, place + shards.get(shard) - first);
      place += shards.get(shard);
      if (from < to) {
        stretches.add(
            isBackwards(rank)
                ? inWindows(shard, samples - to, samples - from, samples)
                : inWindows(shard, from, to, samples));
      }
    }
    stretches.sort(Comparator.comparingLong(Stretch::from).thenComparingLong(Stretch::to));
    return stretches;
  }

  /** A sample may be anywhere in its window. */
  private Stretch inWindows(int shard, int from, int to, int samples) {
    long begin = (long) from - from % window;
    long end = ((long) to + window - 1) / window * window;
    return new Stretch(shard, begin, Math.min(end, samples));
  }
}
