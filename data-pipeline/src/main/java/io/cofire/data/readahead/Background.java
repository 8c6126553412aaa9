package io.cofire.data.readahead;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads that read ahead: a few at once, in the order of asking, gone when there is nothing. */
public final class Background {

  /** Enough to keep a storage at work beyond the time that it takes to answer. */
  public static final int AT_ONCE = 4;

  private static final int IDLE_SECONDS = 5;

  private final ThreadPoolExecutor threads;

  /** Without a thread yet. */
  public Background() {
    threads =
        new ThreadPoolExecutor(
            AT_ONCE,
            AT_ONCE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "read-ahead");
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  /** Does something when its turn comes; what it throws is its own affair. */
  public void run(Runnable reading) {
    threads.execute(reading);
  }
}
