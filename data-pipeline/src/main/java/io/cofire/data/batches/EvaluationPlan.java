package io.cofire.data.batches;

import io.cofire.data.readahead.Stretch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Which samples each rank evaluates: every sample once, in the order of the split. Rank r of W
 * takes samples [r*S/W, (r+1)*S/W) in batches of one fixed size; the last one is filled up with
 * padding that must not be counted.
 *
 * @param samples S, size of the split, at least 1
 * @param rankBatch samples of a rank's batch, at least 1
 * @param ranks W, at least 1
 */
public record EvaluationPlan(int samples, int rankBatch, int ranks) {

  /**
   * Checks the sizes.
   *
   * @throws IllegalArgumentException if one is below 1
   */
  public EvaluationPlan {
    if (samples < 1 || rankBatch < 1 || ranks < 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Invalid evaluation plan: %d samples, batches of %d, %d ranks (each must be at least 1)",
              samples,
              rankBatch,
              ranks));
    }
  }

  /** Batches of a rank; 0 if there are more ranks than samples and none is left for it. */
  public int steps(int rank) {
    int count = part(rank + 1) - part(rank);
    return (count + rankBatch - 1) / rankBatch;
  }

  /** The samples of one rank in one step; length {@code rankBatch}, -1 is padding. */
  public int[] samples(int step, int rank) {
    int[] batch = new int[rankBatch];
    int first = part(rank) + step * rankBatch;
    int end = part(rank + 1);
    Arrays.setAll(batch, i -> first + i < end ? first + i : PlannedBatch.PADDING);
    return batch;
  }

  /** The batches of one rank in order. */
  public Iterator<PlannedBatch> batches(int rank) {
    return IntStream.range(0, steps(rank))
        .mapToObj(step -> new PlannedBatch(0, step, samples(step, rank)))
        .iterator();
  }

  /**
   * Which shards the batches of a rank need where, in samples of the rank.
   *
   * @param shards samples of each shard of the split
   */
  public Iterator<Stretch> stretches(int rank, List<Integer> shards) {
    List<Stretch> stretches = new ArrayList<>();
    long place = -part(rank);
    for (int shard = 0; shard < shards.size(); shard++) {
      long from = Math.max(0, place);
      place += shards.get(shard);
      long to = Math.min(place, part(rank + 1) - part(rank));
      if (from < to) {
        stretches.add(new Stretch(shard, from, to));
      }
    }
    return stretches.iterator();
  }

  private int part(int rank) {
    return (int) ((long) rank * samples / ranks);
  }
}
