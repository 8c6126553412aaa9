package io.cofire.data.readahead;

import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What has been read, up to a limit of bytes: what was used longest ago makes room, but not what a
 * walk along a plan still needs. Each is read once, however many wait for it; a reading that failed
 * or takes too long in the background is done again by who needs it. Safe for several threads.
 *
 * @param <T> what is kept
 */
public final class KeptInMemory<T> {

  private final Origin<T> from;
  private final long limitBytes;
  private final Duration patience;
  private final Background background = new Background();
  private final Map<Integer, Held> held = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<Integer, Integer> walks = new HashMap<>(); // that need what
  private long heldBytes;
  private long neededBytes; // of what walks need, as expected

  /**
   * Keeps nothing yet.
   *
   * @param limitBytes to keep at most, but for what is needed; one is kept in any case
   * @param patience longest wait for what another thread reads
   */
  public KeptInMemory(Origin<T> from, long limitBytes, Duration patience) {
    this.from = from;
    this.limitBytes = limitBytes;
    this.patience = patience;
  }

  /** One that has been read, or is being. */
  private final class Held {
    private final int index;
    private final FutureTask<T> reading = new FutureTask<>(this::read);
    private volatile Thread reader;
    private long bytes;

    Held(int index) {
      this.index = index;
    }

    private T read() {
      reader = Thread.currentThread();
      T one = from.read(index);
      count(this, from.bytes(one));
      return one;
    }

    /** Nobody has begun, or it failed. */
    boolean isNothing() {
      return reader == null || (bytes == 0 && reading.isDone());
    }

    boolean isReadHere() {
      return reader == Thread.currentThread();
    }
  }

  /** Whether one is there, or is being read. */
  public synchronized boolean has(int index) {
    return held.containsKey(index);
  }

  /**
   * One, read now where nobody has read it.
   *
   * @throws CancellationException if the thread is interrupted while it waits for another one
   */
  public T take(int index) {
    Held one = held(index);
    try {
      return await(one);
    } catch (ExecutionException | TimeoutException e) {
      forget(one);
      if (one.isReadHere()) {
        throw rethrown(e.getCause());
      }
    }
    Held again = held(index);
    try {
      return await(again);
    } catch (ExecutionException e) {
      forget(again);
      throw rethrown(e.getCause());
    } catch (TimeoutException e) {
      forget(again);
      return from.read(index);
    }
  }

  private T await(Held one) throws ExecutionException, TimeoutException {
    one.reading.run(); // nothing where somebody has begun
    try {
      return one.reading.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while another thread reads " + one.index);
    }
  }

  private static RuntimeException rethrown(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return (RuntimeException) cause; // a reader throws no other
  }

  private synchronized Held held(int index) {
    return held.computeIfAbsent(index, Held::new);
  }

  private synchronized void forget(Held one) {
    if (held.remove(one.index, one)) {
      heldBytes -= one.bytes;
    }
  }

  private synchronized void count(Held one, long bytes) {
    if (held.get(one.index) == one) {
      one.bytes = bytes;
      heldBytes += bytes;
      makeRoom(one);
    }
  }

  private void makeRoom(Held newest) {
    Iterator<Held> eldest = held.values().iterator();
    while (heldBytes > limitBytes && eldest.hasNext()) {
      Held one = eldest.next();
      if (one != newest && one.bytes > 0 && !walks.containsKey(one.index)) {
        heldBytes -= one.bytes;
        eldest.remove();
      }
    }
  }

  /**
   * Follows a walk.
   *
   * @param stretches what it needs where, by their beginnings
   */
  public Ahead along(Iterator<Stretch> stretches) {
    return stretches.hasNext() ? new WalkAhead(this, stretches) : Ahead.NONE;
  }

  /** Whether one more fits beside what walks need. */
  synchronized boolean hasRoom(int index) {
    return neededBytes + from.expected(index) <= limitBytes;
  }

  /** A walk needs it, now or soon: it is read in the background, and stays. */
  void need(int index) {
    Held one;
    synchronized (this) {
      if (walks.merge(index, 1, Integer::sum) == 1) {
        neededBytes += from.expected(index);
      }
      one = held(index);
    }
    background.run(
        () -> {
          if (isNeeded(index)) {
            one.reading.run();
          }
        });
  }

  private synchronized boolean isNeeded(int index) {
    return walks.containsKey(index);
  }

  /** A walk needs it no more. */
  synchronized void release(int index) {
    if (walks.merge(index, -1, (before, less) -> before + less == 0 ? null : before + less)
        == null) {
      neededBytes -= from.expected(index);
      Held one = held.get(index);
      if (one != null && one.isNothing()) {
        held.remove(index);
      }
      makeRoom(null);
    }
  }
}
