package io.cofire.ops.host;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/** A thread that takes part in the work of the thread that made it, if it is awake in time. */
final class Helper implements AutoCloseable {

  /** Looks that a waiting thread takes before it sleeps: about as long as it takes to wake. */
  private static final int LOOKS = 2000;

  private final Thread owner = Thread.currentThread();
  private final Thread thread;
  private final AtomicReference<Runnable> offered = new AtomicReference<>();
  private volatile boolean busy;
  private volatile boolean closed;
  private Throwable failure; // written before busy, read behind it

  Helper(String name) {
    thread = new Thread(this::serve, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Offers work that can also be done without it; the work before it is finished. */
  void offer(Runnable work) {
    busy = true;
    offered.set(work);
    LockSupport.unpark(thread);
  }

  /** Takes back what has not begun, or waits for its end; returns what went wrong, or null. */
  Throwable finish() {
    if (offered.getAndSet(null) != null) {
      return null;
    }
    for (int i = 0; busy; i++) {
      pause(i);
    }
    Throwable gone = failure;
    failure = null;
    return gone;
  }

  private static void pause(int looks) {
    if (!looksOn(looks)) {
      LockSupport.park();
    }
  }

  /** Whether a thread that has looked so often in vain is to look again; otherwise it sleeps. */
  static boolean looksOn(int looks) {
    if (looks >= LOOKS) {
      return false;
    }
    Thread.onSpinWait();
    return true;
  }

  private void serve() {
    while (!closed) {
      for (int i = 0; offered.get() == null && !closed; i++) {
        pause(i);
      }
      Runnable now = offered.getAndSet(null);
      if (now != null) {
        work(now);
      }
    }
  }

  private void work(Runnable now) {
    try {
      now.run();
    } catch (RuntimeException | Error e) { // the owner waits, and has to hear of it
      failure = e;
    }
    busy = false;
    LockSupport.unpark(owner);
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
