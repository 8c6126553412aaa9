package io.cofire.data.batches;

import io.cofire.data.errors.InvalidValue;
import io.cofire.data.random.Key;
import io.cofire.data.readahead.Stretch;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which samples make which training batch: a pure function of (key, epoch, step), and so the same
 * on any number of executors. Each epoch has an order of the split ({@link Shuffle}); step s takes
 * its elements [s*B, (s+1)*B); what does not fill a batch at the end is dropped or is a smaller
 * batch ({@link LastBatch}). Each rank takes its share of each batch.
 *
 * <p>A batch may be computed in parts, one after the other: part p of P takes its elements [p*B/P,
 * (p+1)*B/P), and the ranks share each part as they share a batch. A smaller batch has as many
 * whole parts as it fills, and a smaller one.
 *
 * <p>Safe for several threads.
 */
public final class BatchPlan {

  private final Shares shares;
  private final EpochOrder order;
  private final boolean near; // samples are mixed only with those that are read at the same time
  private volatile Epoch latest; // the permutation last asked for; only a saving of time

  private record Epoch(int epoch, int[] order) {}

  /** A plan that drops what does not fill a batch. */
  public BatchPlan(Key key, int samples, int batch, int ranks) {
    this(key, samples, batch, ranks, LastBatch.DROP);
  }

  /**
   * A plan whose epochs are permutations of the whole split.
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
    this(key, samples, batch, 1, ranks, last);
  }

  /**
   * A plan of batches in parts.
   *
   * @param parts of a batch, which divide it evenly
   * @throws IllegalArgumentException if they do not, or a part does not give each rank a sample
   */
  public BatchPlan(Key key, int samples, int batch, int parts, int ranks, LastBatch last) {
    this(key, List.of(samples), new Shuffle.Full(), batch, parts, ranks, last);
  }

  /**
   * A plan of samples that lie in shards.
   *
   * @param shards samples of each, in the order of the split
   * @param shuffle how they are mixed
   * @see #BatchPlan(Key, int, int, int, int, LastBatch)
   */
  public BatchPlan(
      Key key,
      List<Integer> shards,
      Shuffle shuffle,
      int batch,
      int parts,
      int ranks,
      LastBatch last) {
    int samples = shards.stream().mapToInt(Integer::intValue).sum();
    this.shares = shares(samples, batch, parts, ranks, last);
    this.order = shuffle.order(key, shards, shares);
    this.near = shuffle.followsShards();
  }

  private static Shares shares(int samples, int batch, int parts, int ranks, LastBatch last) {
    if (ranks < 1) {
      throw new InvalidValue("training.ranks", ranks, "must be at least 1");
    }
    if (batch < ranks) {
      throw new InvalidValue(
          "training.batch",
          batch,
          String.format(Locale.ROOT, "must be at least 1 sample for each of %d ranks", ranks));
    }
    if (parts < 1 || batch % parts != 0 || batch / parts < ranks) {
      throw new InvalidValue(
          "training.accumulate",
          parts,
          String.format(
              Locale.ROOT,
              "must divide training.batch, %d, into equal parts with a sample for each of %d ranks",
              batch,
              ranks));
    }
    if (samples < (last == LastBatch.KEEP ? 1 : batch)) {
      throw new InvalidValue(
          "training.batch",
          batch,
          String.format(Locale.ROOT, "the training split has only %d samples", samples));
    }
    int rest = last == LastBatch.KEEP ? samples % batch : 0;
    return new Shares(samples, batch, batch / parts, ranks, rest);
  }

  /** Batches of an epoch. */
  public int stepsPerEpoch() {
    return shares.steps();
  }

  /** Samples of a whole batch over all ranks. */
  public int batch() {
    return shares.batch();
  }

  /**
   * Samples of a step over all ranks.
   *
   * @param step step in the epoch, from 0
   */
  public int batch(int step) {
    return shares.of(step);
  }

  /**
   * Parts of a step.
   *
   * @param step step in the epoch, from 0
   */
  public int parts(int step) {
    return shares.parts(step);
  }

  /** Samples of a rank in a whole part of a batch. */
  public int rankBatch(int rank) {
    return shares.ofRank(rank, shares.part());
  }

  /**
   * Samples of a rank in an epoch's last part of a batch; where that is a smaller one perhaps 0,
   * and perhaps one more than in a whole batch, never more than the largest share of one.
   */
  public int lastRankBatch(int rank) {
    int last = stepsPerEpoch() - 1;
    return shares.ofRank(rank, shares.of(last, parts(last) - 1));
  }

  /**
   * The samples of one rank in one step whose batch is one part.
   *
   * @see #samples(int, int, int, int)
   */
  public int[] samples(int epoch, int step, int rank) {
    return samples(epoch, step, 0, rank);
  }

  /**
   * The samples of one rank in a part of a step.
   *
   * @param epoch epoch, from 0
   * @param step step in the epoch, from 0
   * @param index which part, from 0
   * @param rank rank, from 0
   * @return indices into the split; one place of {@link PlannedBatch#PADDING} for a rank that is
   *     without a sample in a smaller batch
   * @throws IllegalArgumentException if there is no such step or rank
   */
  public int[] samples(int epoch, int step, int index, int rank) {
    if (epoch < 0 || step < 0 || step >= stepsPerEpoch() || rank < 0 || rank >= shares.ranks()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "No batch for epoch %d, step %d, rank %d (%d steps an epoch, %d ranks)",
              epoch,
              step,
              rank,
              stepsPerEpoch(),
              shares.ranks()));
    }
    int first = shares.first(step, index, rank);
    int end = shares.first(step, index, rank + 1);
    return first == end
        ? new int[] {PlannedBatch.PADDING}
        : Arrays.copyOfRange(order(epoch), first, end);
  }

  /**
   * The batches of one rank from a step on, in their parts: what a run reads, and what a resumed
   * run reads again.
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
      private int index;

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
        int[] own = samples(e, s, index, rank);
        index = (index + 1) % parts(s);
        next += index == 0 ? 1 : 0;
        return new PlannedBatch(e, s, own, near);
      }
    };
  }

  /**
   * Which shards the batches of {@link #from} need where, in samples of the rank from there on.
   *
   * @see #from(int, int, int, int)
   */
  public Iterator<Stretch> stretches(int rank, int epoch, int step, int epochs) {
    long begin = shares.before(rank, step, 0);
    return IntStream.range(epoch, epochs)
        .boxed()
        .flatMap(e -> stretches(rank, e, (e - epoch) * (long) shares.ofRank(rank) - begin))
        .iterator();
  }

  private Stream<Stretch> stretches(int rank, int epoch, long start) {
    return order.stretches(epoch, rank).stream()
        .map(each -> each.after(-start))
        .filter(each -> each.to() > 0);
  }

  private int[] order(int epoch) {
    Epoch known = latest;
    if (known == null || known.epoch() != epoch) {
      known = new Epoch(epoch, order.of(epoch));
      latest = known;
    }
    return known.order();
  }
}
