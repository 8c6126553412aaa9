package io.cofire.ops.host;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Units that several threads do at once, and whose results are taken in the order of the units. No
 * thread waits for another as long as there is a free place for its next result: who ends a unit
 * takes what is next in order, unless somebody is taking already.
 */
final class UnitsInOrder<S> {

  private static final long SLEEP_NANOS = 100_000; // nobody wakes who waits for a place

  private final List<S> places;
  private final int units;
  private final Consumer<S> taker;
  private final AtomicIntegerArray there;
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicBoolean taking = new AtomicBoolean();
  private volatile int taken;
  private volatile boolean failed;

  UnitsInOrder(List<S> places, int units, Consumer<S> taker) {
    this.places = places;
    this.units = units;
    this.taker = taker;
    this.there = new AtomicIntegerArray(places.size());
  }

  /** What each of the threads does: units until every one has begun. */
  void run(Crew.Unit<S> work) {
    try {
      for (int unit = begin(); unit < units; unit = begin()) {
        work.run(places.get(place(unit)), unit);
        end(unit);
      }
    } catch (RuntimeException | Error e) {
      failed = true; // nobody is to wait for what does not come
      throw e;
    }
  }

  private int place(int unit) {
    return unit % places.size();
  }

  /** The next unit, once its place is free. */
  private int begin() {
    int unit = begun.getAndIncrement();
    for (int i = 0; unit < units && unit - taken >= places.size(); i++) {
      if (failed) {
        return units;
      }
      if (!Helper.looksOn(i)) {
        LockSupport.parkNanos(SLEEP_NANOS);
      }
    }
    return unit;
  }

  /** Whoever is taking sees it, or has looked before it was there: then it is taken here. */
  private void end(int unit) {
    there.set(place(unit), 1);
    while (there.get(place(taken)) == 1 && taking.compareAndSet(false, true)) {
      try {
        take();
      } finally {
        taking.set(false);
      }
    }
  }

  private void take() {
    for (int next = taken; there.get(place(next)) == 1; next++) {
      taker.accept(places.get(place(next)));
      there.set(place(next), 0);
      taken = next + 1;
    }
  }
}
