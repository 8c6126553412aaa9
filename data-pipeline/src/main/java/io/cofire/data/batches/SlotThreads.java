package io.cofire.data.batches;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Does something for each place of a minibatch, on the calling thread and some more. */
final class SlotThreads implements AutoCloseable {

  private final int threads;
  private final ExecutorService others;

  /**
   * Starts the threads.
   *
   * @param threads the calling one included
   */
  SlotThreads(int threads) {
    this.threads = threads;
    this.others =
        Executors.newFixedThreadPool(
            Math.max(1, threads - 1),
            task -> {
              Thread thread = new Thread(task, "minibatch-slots");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Runs the work for 0..slots-1 in any order and waits for all of it.
   *
   * @throws InterruptedException if the caller is interrupted while it waits
   */
  void forEach(int slots, IntConsumer work) throws InterruptedException {
    AtomicInteger next = new AtomicInteger();
    Runnable share =
        () -> {
          for (int slot = next.getAndIncrement(); slot < slots; slot = next.getAndIncrement()) {
            work.accept(slot);
          }
        };
    List<Future<?>> shares = new ArrayList<>();
    for (int i = 1; i < Math.min(threads, slots); i++) {
      shares.add(others.submit(share));
    }
    try {
      share.run();
    } finally {
      next.set(slots); // after a failure nobody begins anything new
      join(shares);
    }
  }

  private static void join(List<Future<?>> shares) throws InterruptedException {
    RuntimeException failure = null;
    for (Future<?> share : shares) {
      try {
        share.get();
      } catch (ExecutionException e) {
        failure = rethrown(e.getCause());
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private static RuntimeException rethrown(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return (RuntimeException) cause; // what a Runnable may throw
  }

  @Override
  public void close() {
    others.shutdownNow();
  }
}
