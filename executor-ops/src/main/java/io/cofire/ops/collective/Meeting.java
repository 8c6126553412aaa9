package io.cofire.ops.collective;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Where the ranks of one process wait for each other. */
final class Meeting {

  /**
   * Ranks of one process take equal time, so the wait is mostly shorter than a sleep and a wake-up
   * (about 50 microseconds).
   */
  private static final long SPIN_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

  private final int ranks;
  private final Duration deadline;
  private final boolean spins;
  private final Post[][] posts;
  private final AtomicLongArray arrived;
  private final AtomicIntegerArray left;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final AtomicInteger sleepers = new AtomicInteger();
  private volatile Failure failure;

  private record Failure(String reason, Throwable cause) {}

  Meeting(int ranks, Duration deadline) {
    this.ranks = ranks;
    this.deadline = deadline;
    this.spins = ranks <= Runtime.getRuntime().availableProcessors();
    this.posts = new Post[2][ranks];
    this.arrived = new AtomicLongArray(ranks);
    this.left = new AtomicIntegerArray(ranks);
  }

  int ranks() {
    return ranks;
  }

  /**
   * Posts and waits for all.
   *
   * @param call number of this rank's call, from 1
   * @return every rank's post, which stay until this rank's next call but one
   */
  Post[] meet(int rank, long call, Post post) {
    throwIfFailed(post);
    Post[] place = posts[(int) (call & 1)];
    place[rank] = post;
    arrived.set(rank, call);
    wakeSleepers();
    awaitAll(call, post);
    for (int r = 0; r < ranks; r++) {
      if (!place[r].agrees(place[0])) {
        fail(
            String.format(
                Locale.ROOT,
                "ranks are out of step: rank 0 is at the %s, rank %d at the %s",
                place[0],
                r,
                place[r]),
            null);
        throwIfFailed(post);
      }
    }
    return place;
  }

  private void awaitAll(long call, Post post) {
    long start = System.nanoTime();
    while (spins && System.nanoTime() - start < SPIN_NANOS) {
      if (allArrived(call)) {
        return;
      }
      Thread.onSpinWait();
    }
    sleepUntilAll(call, post, start);
  }

  private void sleepUntilAll(long call, Post post, long start) {
    lock.lock();
    sleepers.incrementAndGet();
    try {
      while (!allArrived(call)) {
        throwIfFailed(post);
        throwIfLeft(call, post);
        long remaining = deadline.toNanos() - (System.nanoTime() - start);
        if (remaining <= 0) {
          fail(missing(call) + " did not arrive within " + deadline.toMillis() + " ms", null);
          throwIfFailed(post);
        }
        changed.awaitNanos(remaining);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      fail("a rank was interrupted while it waited", e);
      throwIfFailed(post);
    } finally {
      sleepers.decrementAndGet();
      lock.unlock();
    }
  }

  private boolean allArrived(long call) {
    for (int r = 0; r < ranks; r++) {
      if (arrived.get(r) < call) {
        return false;
      }
    }
    return true;
  }

  private String missing(long call) {
    List<Integer> missing = new ArrayList<>();
    for (int r = 0; r < ranks; r++) {
      if (arrived.get(r) < call) {
        missing.add(r);
      }
    }
    return (missing.size() == 1 ? "rank " : "ranks ")
        + missing.toString().replaceAll("[\\[\\]]", "");
  }

  /** The first failure is the root cause; later ones are only its consequences. */
  void fail(String reason, Throwable cause) {
    lock.lock();
    try {
      if (failure == null) {
        failure = new Failure(reason, cause);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void leave(int rank) {
    left.set(rank, 1);
    wakeSleepers();
  }

  private void wakeSleepers() {
    if (sleepers.get() > 0) {
      lock.lock();
      try {
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  private void throwIfLeft(long call, Post post) {
    for (int r = 0; r < ranks; r++) {
      if (arrived.get(r) < call && left.get(r) == 1) {
        fail("rank " + r + " has closed its collective", null);
        throwIfFailed(post);
      }
    }
  }

  private void throwIfFailed(Post post) {
    Failure known = failure;
    if (known != null) {
      throw new CollectiveException(
          "Cannot complete the " + post + ": " + known.reason(), known.cause());
    }
  }
}
