package io.cofire.ops.host;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The threads of one rank. Work is cut by its size and by nothing else, and what adds is added in
 * the order of the work: results have the same bits on any number of threads, whichever is first.
 * Belongs to the thread that made it, which is one of them.
 */
public final class Crew implements AutoCloseable {

  /** Blocks that are done before a thread that sleeps is awake. */
  private static final int FEW_UNITS = 16;

  private static final int UNITS_IN_FLIGHT = 16; // of each thread: results that wait to be added

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

  /** Units of which none needs another, cut into one part for each thread. */
  <S> void each(List<S> own, int units, Part<S> part) {
    cut(own, units, units < FEW_UNITS ? 1 : size, part);
  }

  /** The same of units that are large, such as an image. */
  <S> void eachLarge(List<S> own, int units, Part<S> part) {
    cut(own, units, Math.min(size, units), part);
  }

  private <S> void cut(List<S> own, int units, int parts, Part<S> part) {
    for (int i = 1; i < parts; i++) {
      S its = own.get(i);
      int from = edge(units, i, parts);
      int until = edge(units, i + 1, parts);
      helpers.get(i - 1).start(() -> part.run(its, from, until));
    }
    try {
      part.run(own.get(0), 0, edge(units, 1, parts));
    } finally {
      finish(parts);
    }
  }

  private static int edge(int units, int part, int parts) {
    return (int) ((long) units * part / parts);
  }

  private void finish(int parts) {
    Throwable failure = null;
    for (int i = 1; i < parts; i++) {
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

  /** Larger units whose results are taken one after the other, in the order of the units. */
  <S> void inOrder(List<S> places, int units, Unit<S> unit, Consumer<S> taken) {
    for (int at = 0; at < units; at += places.size()) {
      int first = at;
      int count = Math.min(places.size(), units - at);
      cut(
          Collections.nCopies(size, first),
          count,
          Math.min(size, count),
          (behind, from, until) -> {
            for (int i = from; i < until; i++) {
              unit.run(places.get(i), behind + i);
            }
          });
      for (int i = 0; i < count; i++) {
        taken.accept(places.get(i));
      }
    }
  }

  @Override
  public void close() {
    helpers.forEach(Helper::close);
    helpers.clear();
  }
}
