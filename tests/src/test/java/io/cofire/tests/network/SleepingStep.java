package io.cofire.tests.network;

import io.cofire.data.random.Key;
import io.cofire.ops.collective.Collective;
import io.cofire.ops.collective.Merging;
import io.cofire.ops.collective.PendingFold;
import io.cofire.ops.collective.PendingSum;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * A training step that exchanges what one of a network with norms does, and sleeps where that
 * computes: a time before each norm forward; backward as long before its sums are sent and, for the
 * gradient of weights, while they are on their way. There the buckets of the gradient leave as they
 * are complete.
 *
 * @param norms each exchanges 2C + 1 values forward and backward
 * @param channels C
 * @param floats of the gradient
 * @param buckets of it; a divisor of the norms
 * @param micros of computing before a norm forward
 */
public record SleepingStep(int norms, int channels, int floats, int buckets, int micros) {

  /** The step that {@link #toString} wrote. */
  static SleepingStep parse(String text) {
    int[] numbers = Arrays.stream(text.split(",", -1)).mapToInt(Integer::parseInt).toArray();
    return new SleepingStep(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
  }

  /** Numbers separated by commas. */
  @Override
  public String toString() {
    return "%d,%d,%d,%d,%d".formatted(norms, channels, floats, buckets, micros);
  }

  /** Seconds in which it computes. */
  public double computing() {
    return 3e-6 * norms * micros;
  }

  /** Values of a rank in a step. */
  public final class Values {

    private final double[] moments = new double[2 * channels + 1];
    private final FloatBuffer gradient =
        ByteBuffer.allocateDirect(floats * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();

    private Values() {}

    /** Fills the values, as a rank's and a step's own. */
    void fill(int rank, int step) {
      SplittableRandom random = Key.of(rank).child(step).random();
      Arrays.setAll(moments, i -> random.nextDouble());
      for (int i = 0; i < floats; i++) {
        gradient.put(i, (float) ((random.nextDouble() - 0.5) * (1 << (i % 20))));
      }
    }

    /** A number that tells the bits of the sums. */
    long hash() {
      long hash = 1;
      for (int i = 0; i < floats; i++) {
        hash = 31 * hash + Float.floatToIntBits(gradient.get(i));
      }
      return hash;
    }
  }

  /** Values of a rank, all zero. */
  public Values values() {
    return new Values();
  }

  /**
   * Runs it.
   *
   * @param hash takes what the statistics come to, and the sum
   * @return times in nanoseconds: of the start; of each exchange's waiting and end; of the moment
   *     when all sums have begun, and of their end
   */
  public long[] run(Collective rank, Values values, long[] hash) {
    long[] times = new long[4 * norms + 3];
    int next = 0;
    times[next++] = System.nanoTime();
    for (int norm = 0; norm < norms; norm++) {
      pause(micros);
      next = await(begin(rank, "norm" + norm + ".moments", values), hash, times, next);
    }
    List<PendingSum> sums = new ArrayList<>();
    int bucket = floats / buckets;
    for (int norm = norms - 1; norm >= 0; norm--) {
      pause(micros);
      PendingFold begun = begin(rank, "norm" + norm + ".sums", values);
      pause(micros);
      next = await(begun, hash, times, next);
      if (norm % (norms / buckets) == 0) {
        FloatBuffer part = values.gradient.slice(bucket * (buckets - 1 - sums.size()), bucket);
        sums.add(rank.begin("bucket" + sums.size(), part));
      }
    }
    times[next++] = System.nanoTime();
    sums.forEach(PendingSum::await);
    times[next] = System.nanoTime();
    return times;
  }

  private static PendingFold begin(Collective rank, String name, Values values) {
    return rank.beginFold(name, values.moments, Merging.SUM);
  }

  private static int await(PendingFold begun, long[] hash, long[] times, int next) {
    times[next] = System.nanoTime();
    double[] folded = begun.await();
    times[next + 1] = System.nanoTime();
    hash[0] = 31 * hash[0] + Arrays.hashCode(folded);
    return next + 2;
  }

  private static void pause(int micros) {
    long end = System.nanoTime() + 1_000L * micros;
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
