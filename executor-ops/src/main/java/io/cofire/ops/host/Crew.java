package io.cofire.ops.host;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The threads of one rank. Who does what is decided while they work; a unit's result is the same
 * whoever does it, and what adds is added in the order of the units: results have the same bits on
 * any number of threads, whichever is first. Belongs to the thread that made it, which is one of
 * them.
 */
public final class Crew implements AutoCloseable {

  /** Blocks that are done before a thread that sleeps is awake. */
  private static final int FEW_UNITS = 16;

  /** Of each thread: many, so that one interrupted costs little; few, so that taking them does. */
  private static final int PIECES = 8;

  private static final int UNITS_IN_FLIGHT = 4; // of each thread: results that wait to be added

  private final int size;
  private final List<Helper> helpers = new ArrayList<>();

  /** Of so many threads, the caller among them. */
  public Crew(int size) {
    this.size = size;
    for (int i = 1; i < size; i++) {
      helpers.add(new Helper("cofire-host-" + i));
    }
  }

  /** Work over units from to until, with what one thread has for itself. */
  interface Part<S> {
    void run(S own, int from, int until);
  }

  /** Work over one unit, which leaves its result in the place that it was given. */
  interface Unit<S> {
    void run(S place, int unit);
  }

  /** What each thread has for itself. */
  <S> List<S> own(Supplier<S> made) {
    return Stream.generate(made).limit(size).toList();
  }

  /** Places for the results of {@link #inOrder}. */
  <S> List<S> places(Supplier<S> made) {
    return Stream.generate(made).limit(size == 1 ? 1 : (long) UNITS_IN_FLIGHT * size).toList();
  }

  /** Units of which none needs another, in pieces of several. */
  <S> void each(List<S> own, int units, Part<S> part) {
    share(own, units, units < FEW_UNITS ? 1 : size, part);
  }

  /** The same of units that are large, such as an image. */
  <S> void eachLarge(List<S> own, int units, Part<S> part) {
    share(own, units, Math.min(size, units), part);
  }

  private <S> void share(List<S> own, int units, int threads, Part<S> part) {
    int piece = threads == 1 ? units : Math.max(1, units / (PIECES * threads));
    AtomicInteger begun = new AtomicInteger();
    together(
        threads,
        thread -> {
          for (int at = begun.getAndAdd(piece); at < units; at = begun.getAndAdd(piece)) {
            part.run(own.get(thread), at, Math.min(units, at + piece));
          }
        });
  }

  /** Larger units whose results are taken one after the other, in the order of the units. */
  <S> void inOrder(List<S> places, int units, Unit<S> unit, Consumer<S> taker) {
    UnitsInOrder<S> all = new UnitsInOrder<>(places, units, taker);
    together(Math.min(size, units), thread -> all.run(unit));
  }

  /**
   * Work that each thread takes part in until nothing of it is left. A thread that wakes late finds
   * little or nothing, and the others do not wait for it.
   */
  private void together(int threads, IntConsumer work) {
    for (int i = 1; i < threads; i++) {
      int thread = i;
      helpers.get(i - 1).offer(() -> work.accept(thread));
    }
    try {
      work.accept(0);
    } finally {
      finish(threads);
    }
  }

  private void finish(int threads) {
    Throwable failure = null;
    for (int i = 1; i < threads; i++) {
      Throwable its = helpers.get(i - 1).finish();
      failure = failure == null ? its : failure;
    }
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure != null) {
      throw (RuntimeException) failure;
    }
  }

  @Override
  public void close() {
    helpers.forEach(Helper::close);
    helpers.clear();
  }
}
