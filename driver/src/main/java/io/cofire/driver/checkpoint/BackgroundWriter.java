package io.cofire.driver.checkpoint;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Writes on a thread of its own what another thread hands over, one thing at a time, so that the
 * other never waits for storage. All calls come from that other thread, which hears of failures at
 * its next call, as warnings: what could not be written is given up, but for the last, which {@link
 * #settle} tries again.
 */
public final class BackgroundWriter implements AutoCloseable {

  private static final long GRACE_SECONDS = 5;
  private static final long RETRY_MILLIS = 500;
  private static final Duration MOMENT = Duration.ofSeconds(4);

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          body -> {
            Thread made = new Thread(body, "cofire-checkpoints");
            made.setDaemon(true); // a hanging file system must not keep the process
            return made;
          });
  private final Duration deadline;
  private final Consumer<String> warnings;
  private final Queue<String> said = new ConcurrentLinkedQueue<>();
  private String name; // of what was handed over last
  private Write write;
  private Optional<Future<?>> pending = Optional.empty(); // until it has ended
  private Optional<Throwable> failure = Optional.empty(); // what it ended with
  private long startNanos; // of its first try
  private int tries;
  private boolean late;
  private boolean waits;

  /** What is to be written; run on the writer's thread, again if it fails and was the last. */
  public interface Write {
    /**
     * Writes.
     *
     * @param warnings takes what went wrong and does not matter so much
     */
    void run(Consumer<String> warnings) throws IOException;
  }

  /**
   * A writer with nothing to do.
   *
   * @param deadline longest time that a write may take
   * @param warnings is told what fails, by the thread that calls
   */
  public BackgroundWriter(Duration deadline, Consumer<String> warnings) {
    this.deadline = deadline;
    this.warnings = warnings;
  }

  /** Whether nothing is being written; never waits. */
  public boolean isIdle() {
    if (pending.isPresent() && pending.get().isDone()) {
      end(pending.get());
    }
    return pending.isEmpty();
  }

  /** Whether a write has been under way for longer than the deadline; warns of it once. */
  public boolean isLate() {
    boolean now = !isIdle() && elapsed() > deadline.toNanos();
    if (now && !late) {
      warnings.accept(
          String.format(
              Locale.ROOT,
              "Still writing %s after %d s; the training goes on, without checkpoints until it ends",
              name,
              deadline.toSeconds()));
    }
    late = now;
    return now;
  }

  /**
   * Starts to write.
   *
   * @param what names it in warnings and errors, such as {@code checkpoint of step 100}
   * @throws IllegalStateException if the writer is not idle
   */
  public void hand(String what, Write how) {
    if (!isIdle()) {
      throw new IllegalStateException(
          String.format(Locale.ROOT, "Cannot write %s: %s is being written", what, name));
    }
    name = what;
    write = how;
    startNanos = System.nanoTime();
    tries = 0;
    waits = false;
    late = false;
    start();
  }

  private void start() {
    Write body = write;
    failure = Optional.empty();
    tries++;
    pending =
        Optional.of(
            thread.submit(
                () -> {
                  body.run(said::add);
                  return body;
                }));
  }

  /** Waits until idle, for a limited time; returns whether it is. */
  public boolean await(Duration limit) {
    if (pending.isPresent()) {
      try {
        pending.get().get(limit.toNanos(), TimeUnit.NANOSECONDS);
      } catch (ExecutionException | TimeoutException e) {
        return isIdle(); // tells what it was
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return isIdle();
  }

  /**
   * Waits for a limited time until what was handed over last is written, and tries again if it has
   * failed. To be called until it returns true.
   *
   * @throws CheckpointWriteException if it is not written by the deadline
   */
  public boolean settle(Duration limit) throws CheckpointWriteException {
    boolean idle = await(limit);
    if (idle && failure.isEmpty()) {
      return true;
    }
    if (elapsed() > deadline.toNanos()) {
      throw new CheckpointWriteException(
          String.format(
              Locale.ROOT,
              "%s, after %d tries in %d s; make room or mend the storage, then run the same command: it goes on from the newest whole checkpoint",
              idle ? reason() : "Cannot write " + name + ": it is still being written",
              tries,
              TimeUnit.NANOSECONDS.toSeconds(elapsed())),
          failure.orElse(null));
    }
    if (idle) {
      sayThatItWaits();
      pause();
      start();
    }
    return false;
  }

  /** Once a moment has not helped: until the deadline nothing else is heard of the command. */
  private void sayThatItWaits() {
    if (!waits && elapsed() > MOMENT.toNanos()) {
      waits = true;
      long left = Math.max(0, deadline.toNanos() - elapsed());
      warnings.accept(
          String.format(
              Locale.ROOT,
              "%s; the training waits for it, for another %d s",
              reason(),
              TimeUnit.NANOSECONDS.toSeconds(left)));
    }
  }

  private void end(Future<?> done) {
    try {
      done.get();
    } catch (ExecutionException e) {
      failure = Optional.of(e.getCause());
      if (tries == 1) {
        warnings.accept(reason() + "; the training goes on and tries again");
      }
    } catch (InterruptedException e) { // not while it is done
      Thread.currentThread().interrupt();
      failure = Optional.of(e);
    }
    pending = Optional.empty();
    while (!said.isEmpty()) {
      warnings.accept(said.remove());
    }
  }

  private String reason() {
    Throwable why = failure.orElseThrow();
    return why instanceof CheckpointWriteException
        ? why.getMessage()
        : String.format(Locale.ROOT, "Cannot write %s: %s", name, why);
  }

  private long elapsed() {
    return System.nanoTime() - startNanos;
  }

  private static void pause() {
    try {
      Thread.sleep(RETRY_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets a write under way end if it does so soon: what it writes is good. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
