package io.cofire.driver.exchange;

import io.cofire.ops.collective.CollectiveException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Whether the group is whole, and where its ranks wait until something is over: with a deadline,
 * and woken when the group fails. The first reason to fail is kept and told to the other hosts;
 * later ones are only its consequences.
 */
final class Monitor {

  private final Duration deadline;
  private final Consumer<AbortReason> spread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private volatile Optional<AbortReason> failure = Optional.empty();

  /** Something that a rank waits for. */
  interface Awaited {

    /** Whether it is over. */
    boolean over();

    /** How long to wait beyond the deadline. */
    default Duration grace() {
      return Duration.ZERO;
    }

    /** Why it can never be over, if it cannot. */
    Optional<String> hopeless();

    /** What to say when it lasts too long. */
    String overdue();

    /** The first host that it waits for. */
    OptionalInt silent();

    /** What to say when the waiting thread is interrupted. */
    String interrupted();
  }

  /**
   * An alarm that has not been raised.
   *
   * @param deadline longest wait
   * @param spread tells the other hosts why the group has failed
   */
  Monitor(Duration deadline, Consumer<AbortReason> spread) {
    this.deadline = deadline;
    this.spread = spread;
  }

  /** Does something that no other thread may see half done. */
  <T> T guarded(Supplier<T> body) {
    lock.lock();
    try {
      return body.get();
    } finally {
      lock.unlock();
    }
  }

  /** Does something that no other thread may see half done. */
  void guarded(Runnable body) {
    lock.lock();
    try {
      body.run();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Changes what ranks wait for, as nothing that another thread may see half done.
   *
   * @param body says whether something is over now: then every waiting rank looks again
   */
  void change(BooleanSupplier body) {
    guarded(
        () -> {
          if (body.getAsBoolean()) {
            changed.signalAll();
          }
        });
  }

  Duration deadline() {
    return deadline;
  }

  boolean isRaised() {
    return failure.isPresent();
  }

  /** The group has failed of itself. */
  void raise(String why) {
    raise(AbortReason.ofGroup(why));
  }

  /** The group has failed. */
  void raise(AbortReason why) {
    guarded(
        () -> {
          if (failure.isEmpty()) {
            failure = Optional.of(why);
            changed.signalAll();
            spread.accept(why);
          }
        });
  }

  /**
   * Goes on only while the group is whole.
   *
   * @throws CollectiveException with the first reason, if it has failed
   */
  void requireWhole() {
    if (failure.isPresent()) {
      throw thrown();
    }
  }

  private CollectiveException thrown() {
    AbortReason why = failure.orElseThrow();
    return new CollectiveException(why.text(), why.diagnosis(), why.silent());
  }

  /**
   * Waits. Spinning first was tried and made it slower (a gather took 150 us instead of 55): the
   * waiting rank keeps its core from the transport's thread that would end its wait.
   *
   * @throws CollectiveException when the group has failed, or fails because this lasts too long
   */
  void await(Awaited awaited) {
    lock.lock();
    try {
      long start = System.nanoTime();
      while (!awaited.over()) {
        requireWhole();
        awaited.hopeless().ifPresent(this::raise);
        Duration most = deadline.plus(awaited.grace());
        long nanos = most.toNanos() - (System.nanoTime() - start);
        if (nanos <= 0) {
          raise(AbortReason.ofSilence(awaited.overdue(), awaited.silent()));
        }
        requireWhole();
        changed.awaitNanos(nanos);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      raise(awaited.interrupted());
      CollectiveException thrown = thrown();
      thrown.initCause(e);
      throw thrown;
    } finally {
      lock.unlock();
    }
  }
}
