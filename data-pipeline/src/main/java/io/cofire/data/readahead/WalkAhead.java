package io.cofire.data.readahead;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Asks for what a walk needs now, and, as far as the memory reaches, for what it needs when that
 * ends: the shards of the next window, or a few where each is needed by itself.
 */
final class WalkAhead implements Ahead {

  private static final int FEW = 4;

  private final KeptInMemory<?> kept;
  private final Iterator<Stretch> rest;
  private final List<Stretch> asked = new ArrayList<>();
  private Stretch next;

  WalkAhead(KeptInMemory<?> kept, Iterator<Stretch> stretches) {
    this.kept = kept;
    this.rest = stretches;
    this.next = rest.hasNext() ? rest.next() : null;
  }

  @Override
  public synchronized void reach(long from, long to) {
    asked.removeIf(each -> isOver(each, from));
    while (next != null && next.from() < to) {
      ask();
    }
    long end = to; // of what is needed now
    int ahead = 0;
    for (Stretch each : asked) {
      end = each.from() < to ? Math.max(end, each.to()) : end;
      ahead += each.from() < to ? 0 : 1;
    }
    while (next != null && (next.from() <= end || ahead < FEW) && kept.hasRoom(next.index())) {
      ask();
      ahead++;
    }
  }

  private boolean isOver(Stretch each, long position) {
    if (each.to() <= position) {
      kept.release(each.index());
      return true;
    }
    return false;
  }

  private void ask() {
    kept.need(next.index());
    asked.add(next);
    next = rest.hasNext() ? rest.next() : null;
  }

  @Override
  public synchronized void close() {
    asked.forEach(each -> kept.release(each.index()));
    asked.clear();
    next = null;
  }
}
