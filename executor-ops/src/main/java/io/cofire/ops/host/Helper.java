package io.cofire.ops.host;

import java.util.concurrent.locks.LockSupport;

/** A thread that does one piece of work at a time for the thread that made it. */
final class Helper implements AutoCloseable {

  /** Looks that a waiting thread takes before it sleeps: about as long as it takes to wake. */
  private static final int LOOKS = 2000;

  private final Thread owner = Thread.currentThread();
  private final Thread thread;
  private volatile Runnable work;
  private volatile boolean closed;
  private Throwable failure; // written before work, read behind it

  Helper(String name) {
    thread = new Thread(this::serve, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Starts work; the work before it is finished. */
  void start(Runnable next) {
    work = next;
    LockSupport.unpark(thread);
  }

  /** Waits for it; returns what went wrong, or null. */
  Throwable finish() {
    for (int i = 0; work != null; i++) {
      pause(i);
    }
    Throwable gone = failure;
    failure = null;
    return gone;
  }

  private static void pause(int looks) {
    if (looks < LOOKS) {
      Thread.onSpinWait();
    } else {
      LockSupport.park();
    }
  }

  private void serve() {
    while (true) {
      for (int i = 0; work == null && !closed; i++) {
        pause(i);
      }
      Runnable now = work;
      if (now == null) {
        return;
      }
      try {
        now.run();
      } catch (RuntimeException | Error e) { // the owner waits, and has to hear of it
        failure = e;
      }
      work = null;
      LockSupport.unpark(owner);
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
