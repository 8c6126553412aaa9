package io.cofire.driver.exchange;

import io.cofire.ops.collective.PendingSum;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * A sum along the chain of hosts: each chunk starts with rank 0's values; a host adds its ranks one
 * by one in rank order and hands the sum to the next, while the next chunk follows. The last host
 * has the totals, which go on around. So a host sends every value twice, however many ranks it has.
 */
final class ChainedSums implements Receiver {

  private final Placement placement;
  private final int host;
  private final Rounds rounds;
  private final Monitor alarm;
  private final Outbox post;
  private final ChunkPool pool = new ChunkPool();

  ChainedSums(Placement placement, int host, Rounds rounds, Monitor alarm, Outbox post) {
    this.placement = placement;
    this.host = host;
    this.rounds = rounds;
    this.alarm = alarm;
    this.post = post;
  }

  PendingSum begin(int rank, String name, FloatBuffer given) {
    int sequence = rounds.next(rank);
    FloatBuffer values = given.slice();
    ChainRound round = round(sequence, rank, name, values.remaining());
    List<Integer> chunks = alarm.guarded(() -> round.join(rank, values));
    alarm.change(round::over);
    chunks.forEach(chunk -> add(sequence, round, chunk, null));
    return () -> rounds.await(rank, sequence, round);
  }

  /** Adds this host's ranks to a chunk and sends it on. */
  private void add(int sequence, ChainRound round, int chunk, FloatBuffer fresh) {
    round.add(chunk, fresh);
    alarm.guarded(() -> pool.give(round.release(chunk)));
    if (host == placement.hosts() - 1) {
      totalled(sequence, round, chunk);
    } else {
      send(Frame.Kind.PART, sequence, round, chunk, () -> {});
    }
  }

  /** A chunk's total lies in the buffers of this host's ranks; the next host may lack it. */
  private void totalled(int sequence, ChainRound round, int chunk) {
    if ((host + 2) % placement.hosts() == 0) {
      alarm.change(() -> round.totalled(chunk));
    } else {
      send(Frame.Kind.TOTAL, sequence, round, chunk, () -> round.totalled(chunk));
    }
  }

  private void send(
      Frame.Kind kind, int sequence, ChainRound round, int chunk, Runnable whenCounted) {
    alarm.change(
        () -> {
          round.sending();
          whenCounted.run();
          return round.over();
        });
    int first = placement.first(host);
    Frame whole = new Frame(kind, sequence, first, round.total(), 0, round.name(), round.result());
    int next = (host + 1) % placement.hosts();
    Runnable copied =
        () ->
            alarm.change(
                () -> {
                  round.sent();
                  return round.over();
                });
    post.bulk(next, whole, round.begin(chunk), round.begin(chunk) + round.length(chunk), copied);
  }

  private ChainRound round(int sequence, int rank, String name, int total) {
    return (ChainRound)
        rounds.round(
            Frame.Kind.PART,
            sequence,
            rank,
            name,
            total,
            () -> new ChainRound(name, total, placement, host));
  }

  @Override
  public ChainRound round(int from, Frame frame) {
    return round(frame.sequence(), frame.rank(), frame.name(), frame.total());
  }

  @Override
  public boolean take(int from, Frame frame) {
    ChainRound round = round(from, frame);
    int chunk = round.chunkAt(frame.offset(), frame.values().remaining());
    boolean neighbour = (from + 1) % placement.hosts() == host;
    if (chunk < 0 || !neighbour) {
      return false;
    }
    return frame.kind() == Frame.Kind.PART
        ? received(round, chunk, frame)
        : written(round, chunk, frame);
  }

  private boolean received(ChainRound round, int chunk, Frame frame) {
    if (host == 0 || alarm.guarded(() -> round.has(chunk))) {
      return false;
    }
    boolean now = alarm.guarded(round::isJoined);
    if (!now) {
      float[] copy = alarm.guarded(pool::take);
      frame.values().duplicate().get(copy, 0, frame.values().remaining());
      now = alarm.guarded(() -> round.keep(chunk, copy)); // the last rank may have come meanwhile
    } else {
      alarm.guarded(() -> round.arrived(chunk));
    }
    if (now) {
      add(frame.sequence(), round, chunk, frame.values());
    }
    return true;
  }

  private boolean written(ChainRound round, int chunk, Frame frame) {
    if (host == placement.hosts() - 1 || !round.write(frame.offset(), frame.values())) {
      return false;
    }
    totalled(frame.sequence(), round, chunk);
    return true;
  }
}
