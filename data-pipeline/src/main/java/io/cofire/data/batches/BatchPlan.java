package io.cofire.data.batches;

import io.cofire.data.errors.InvalidValue;
import io.cofire.data.random.Key;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;

/**
 * Which samples make which training batch: a pure function of (key, epoch, step), and so the same
 * on any number of ranks and executors. Each epoch is a fresh permutation of the split; step s
 * takes its elements [s*B, (s+1)*B); what does not fill a batch at the end is dropped or is a
 * smaller batch ({@link LastBatch}). Rank r of W takes elements [r*B/W, (r+1)*B/W) of each batch,
 * rounded down, and of a smaller one rounded up: so the first ranks have the larger shares there,
 * and rank 0 is never without one.
 *
 * <p>Safe for several threads.
 */
public final class BatchPlan {

  private final Key key;
  private final int samples;
  private final int batch;
  private final int ranks;
  private final int rest; // samples of the smaller batch at the end; 0 without one
  private volatile Epoch latest; // the permutation last asked for; only a saving of time

  private record Epoch(int epoch, int[] order) {}

  /** A plan that drops what does not fill a batch. */
  public BatchPlan(Key key, int samples, int batch, int ranks) {
    this(key, samples, batch, ranks, LastBatch.DROP);
  }

  /**
   * A plan.
   *
   * @param key decides every permutation
   * @param samples size of the split
   * @param batch samples of a step over all ranks
   * @param ranks W
   * @param last what becomes of samples that do not fill a batch
   * @throws IllegalArgumentException if there is no batch in an epoch or a batch does not give each
   *     rank a sample
   */
  public BatchPlan(Key key, int samples, int batch, int ranks, LastBatch last) {
    if (ranks < 1) {
      throw new InvalidValue("training.ranks", ranks, "must be at least 1");
    }
    if (batch < ranks) {
      throw new InvalidValue(
          "training.batch",
          batch,
          String.format(Locale.ROOT, "must be at least 1 sample for each of %d ranks", ranks));
    }
    if (samples < (last == LastBatch.KEEP ? 1 : batch)) {
      throw new InvalidValue(
          "training.batch",
          batch,
          String.format(Locale.ROOT, "the training split has only %d samples", samples));
    }
    this.key = key;
    this.samples = samples;
    this.batch = batch;
    this.ranks = ranks;
    this.rest = last == LastBatch.KEEP ? samples % batch : 0;
  }

  /** Batches of an epoch. */
  public int stepsPerEpoch() {
    return samples / batch + (rest > 0 ? 1 : 0);
  }

  /** Samples of a whole batch over all ranks. */
  public int batch() {
    return batch;
  }

  /**
   * Samples of a step over all ranks.
   *
   * @param step step in the epoch, from 0
   */
  public int batch(int step) {
    return step < samples / batch ? batch : rest;
  }

  /** Samples of a rank in a whole batch. */
  public int rankBatch(int rank) {
    return part(rank + 1, batch) - part(rank, batch);
  }

  /**
   * Samples of a rank in an epoch's last batch; where that is a smaller one perhaps 0, and perhaps
   * one more than in a whole batch, never more than the largest share of one.
   */
  public int lastRankBatch(int rank) {
    int size = rest > 0 ? rest : batch;
    return part(rank + 1, size) - part(rank, size);
  }

  /**
   * The samples of one rank in one step.
   *
   * @param epoch epoch, from 0
   * @param step step in the epoch, from 0
   * @param rank rank, from 0
   * @return indices into the split; one place of {@link PlannedBatch#PADDING} for a rank that is
   *     without a sample in a smaller batch
   * @throws IllegalArgumentException if there is no such step or rank
   */
  public int[] samples(int epoch, int step, int rank) {
    if (epoch < 0 || step < 0 || step >= stepsPerEpoch() || rank < 0 || rank >= ranks) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "No batch for epoch %d, step %d, rank %d (%d steps an epoch, %d ranks)",
              epoch,
              step,
              rank,
              stepsPerEpoch(),
              ranks));
    }
    int size = batch(step);
    int first = step * batch + part(rank, size);
    int end = step * batch + part(rank + 1, size);
    return first == end
        ? new int[] {PlannedBatch.PADDING}
        : Arrays.copyOfRange(order(epoch), first, end);
  }

  /**
   * The batches of one rank from a step on: what a run reads, and what a resumed run reads again.
   *
   * @param rank rank, from 0
   * @param epoch first epoch
   * @param step first step in it; the number of steps an epoch means the start of the next
   * @param epochs end: the first epoch that is not read
   */
  public Iterator<PlannedBatch> from(int rank, int epoch, int step, int epochs) {
    long first = (long) epoch * stepsPerEpoch() + step;
    long end = (long) epochs * stepsPerEpoch();
    return new Iterator<>() {
      private long next = first;

      @Override
      public boolean hasNext() {
        return next < end;
      }

      @Override
      public PlannedBatch next() {
        if (!hasNext()) {
          throw new NoSuchElementException("The plan ends after epoch " + (epochs - 1));
        }
        int e = (int) (next / stepsPerEpoch());
        int s = (int) (next % stepsPerEpoch());
        next++;
        return new PlannedBatch(e, s, samples(e, s, rank));
      }
    };
  }

  private int part(int rank, int size) {
    long up = size == batch ? 0 : ranks - 1L; // a smaller batch is rounded up
    return (int) (((long) rank * size + up) / ranks);
  }

  private int[] order(int epoch) {
    Epoch known = latest;
    if (known == null || known.epoch() != epoch) {
      known = new Epoch(epoch, permutation(epoch));
      latest = known;
    }
    return known.order();
  }

  /** Fisher and Yates's shuffle (Knuth, "The art of computer programming", vol. 2, algorithm P). */
  private int[] permutation(int epoch) {
    SplittableRandom random = key.child("order").child(epoch).random();
    int[] order = new int[samples];
    Arrays.setAll(order, i -> i);
    for (int i = samples - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }
}
