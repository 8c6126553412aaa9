package io.cofire.driver.cluster;

import io.cofire.ops.collective.Collective;
import io.cofire.ops.collective.CollectiveException;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The ranks of one host, threads of this process, joined by a {@link Wire} to those of the others.
 *
 * <p>Small payloads: every rank's values go to every host. Large ones: the vector is cut into one
 * segment per rank; every rank sends each segment to the host of its owner, who adds the ranks'
 * values one by one in rank order and sends the sum to all hosts. Values are never added on the
 * way, so the bits do not depend on where the ranks live.
 */
final class HostedGroup implements AutoCloseable {

  private static final int CHUNK_FLOATS =
      1 << 18; // 1 MiB: large enough to be cheap, no giant frames

  private final Placement placement;
  private final int host;
  private List<String> labels;
  private final Duration deadline;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<Integer, Round> rounds = new HashMap<>();
  private final Set<Integer> finished = new HashSet<>();
  private final int[] sequences;
  private Wire wire = Wire.NONE;
  private String failure;

  /**
   * A group that is not joined to the others yet.
   *
   * @param host this host, 0 to H-1
   * @param deadline longest wait of any call
   */
  HostedGroup(Placement placement, int host, Duration deadline) {
    this.placement = placement;
    this.host = host;
    this.labels = IntStream.range(0, placement.hosts()).mapToObj(h -> "host " + h).toList();
    this.deadline = deadline;
    this.sequences = new int[placement.ranks()];
  }

  /** Where the wire delivers; may be used before {@link #join}. */
  Wire.Inbox inbox() {
    return new Wire.Inbox() {
      @Override
      public void frame(int from, Frame frame) {
        receive(from, frame);
      }

      @Override
      public void lost(int from, String why) {
        lose(from, why);
      }
    };
  }

  /**
   * Gives the group its way to the other hosts; before the first collective call.
   *
   * @param names how errors name each host, such as {@code node-7 (executor 2)}
   */
  void join(Wire connected, List<String> names) {
    locked(
        () -> {
          wire = connected;
          labels = List.copyOf(names);
          return null;
        });
  }

  /** The handle of a rank that lives here. */
  Collective collective(int rank) {
    if (placement.hostOf(rank) != host) {
      throw new IllegalArgumentException(
          "Cannot hand out rank %d: host %d holds %s"
              .formatted(rank, host, placement.describe(host)));
    }
    return new HostedRank(this, rank, placement.ranks());
  }

  @Override
  public void close() {
    sendToOthers(Frame.bye());
    wire.close();
  }

  float[][] gather(int rank, String name, float[] mine) {
    int sequence = sequences[rank]++;
    Frame frame =
        new Frame(Frame.Kind.GATHER, sequence, rank, mine.length, 0, name, FloatBuffer.wrap(mine));
    sendToOthers(frame);
    Round round = locked(() -> round(Frame.Kind.GATHER, frame));
    System.arraycopy(mine, 0, round.input(rank), 0, mine.length);
    return locked(
        () -> {
          arrived(round, rank, mine.length);
          await(sequence, rank, round, round::allArrived);
          take(sequence, round);
          return round.inputs();
        });
  }

  void sum(int rank, String name, FloatBuffer values) {
    int sequence = sequences[rank]++;
    int total = values.remaining();
    Frame whole = new Frame(Frame.Kind.PART, sequence, rank, total, 0, name, values.duplicate());
    Round round = locked(() -> round(Frame.Kind.PART, whole));
    for (int other = 0; other < placement.hosts(); other++) {
      if (other != host) {
        sendChunks(
            other,
            whole,
            begin(total, placement.first(other)),
            begin(total, placement.first(other + 1)));
      }
    }
    float[] mine = round.input(rank);
    values.get(values.position() + round.from(), mine, 0, mine.length);
    locked(
        () -> {
          arrived(round, rank, mine.length);
          await(sequence, rank, round, round::allArrived);
          return null;
        });
    addOwnSegment(whole, round);
    locked(
        () -> {
          await(sequence, rank, round, round::allSummed);
          take(sequence, round);
          return null;
        });
    values.put(values.position(), round.result(), 0, total);
  }

  private void addOwnSegment(Frame whole, Round round) {
    int begin = begin(whole.total(), whole.rank());
    int end = begin(whole.total(), whole.rank() + 1);
    round.addInRankOrder(begin, end);
    Frame sums =
        new Frame(
            Frame.Kind.TOTAL,
            whole.sequence(),
            whole.rank(),
            whole.total(),
            0,
            whole.name(),
            FloatBuffer.wrap(round.result()));
    for (int other = 0; other < placement.hosts(); other++) {
      if (other != host) {
        sendChunks(other, sums, begin, end);
      }
    }
    locked(
        () -> {
          round.summed(end - begin);
          changed.signalAll();
          return null;
        });
  }

  private int begin(int total, int rank) {
    return Round.segment(total, rank, placement.ranks());
  }

  private void sendChunks(int other, Frame whole, int begin, int end) {
    int base = whole.values().position();
    for (int at = begin; at < end; at += CHUNK_FLOATS) {
      int n = Math.min(CHUNK_FLOATS, end - at);
      wire.send(
          other,
          new Frame(
              whole.kind(),
              whole.sequence(),
              whole.rank(),
              whole.total(),
              at,
              whole.name(),
              whole.values().duplicate().position(base + at).limit(base + at + n)));
    }
  }

  private void sendToOthers(Frame frame) {
    for (int other = 0; other < placement.hosts(); other++) {
      if (other != host) {
        wire.send(other, frame);
      }
    }
  }

  /** The round that a message or a call belongs to; the first to come opens it. */
  private Round round(Frame.Kind kind, Frame frame) {
    requireWhole();
    Round round = rounds.get(frame.sequence());
    if (round == null) {
      round =
          kind == Frame.Kind.GATHER
              ? Round.gather(frame.name(), frame.total(), placement)
              : Round.sum(frame.name(), frame.total(), placement, host);
      rounds.put(frame.sequence(), round);
    }
    if (!round.is(kind, frame.name(), frame.total())) {
      fail(
          "Ranks are out of step at operation %d: rank %d on %s calls %s, another rank calls %s"
              .formatted(
                  frame.sequence(),
                  frame.rank(),
                  labels.get(placement.hostOf(frame.rank())),
                  Round.describe(kind, frame.name(), frame.total()),
                  round));
      requireWhole();
    }
    return round;
  }

  private void arrived(Round round, int rank, int values) {
    round.arrived(rank, values);
    if (round.allArrived()) {
      changed.signalAll();
    }
  }

  private void take(int sequence, Round round) {
    if (round.taken(placement.count(host))) {
      rounds.remove(sequence);
    }
  }

  private void await(int sequence, int rank, Round round, BooleanSupplier done) {
    long nanos = deadline.toNanos();
    try {
      while (!done.getAsBoolean()) {
        requireWhole();
        if (nanos <= 0) {
          fail(timeout(sequence, rank, round));
        } else {
          nanos = changed.awaitNanos(nanos);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      fail("Rank %d on %s was interrupted in %s".formatted(rank, labels.get(host), round));
      throw new CollectiveException(failure, e);
    }
  }

  private String timeout(int sequence, int rank, Round round) {
    BitSet missing = round.missing();
    StringBuilder who = new StringBuilder();
    missing.stream()
        .forEach(
            m ->
                who.append(who.isEmpty() ? "rank " : ", rank ")
                    .append(m)
                    .append(" on ")
                    .append(labels.get(placement.hostOf(m))));
    return "Rank %d on %s waited %d ms in operation %d, %s, for %s"
        .formatted(
            rank,
            labels.get(host),
            deadline.toMillis(),
            sequence,
            round,
            who.isEmpty() ? "the sums of other ranks" : who);
  }

  private void receive(int from, Frame frame) {
    switch (frame.kind()) {
      case ABORT -> locked(() -> fail(frame.name()));
      case BYE -> locked(() -> finished.add(from));
      default -> deliver(from, frame);
    }
  }

  private void deliver(int from, Frame frame) {
    if (frame.rank() < 0
        || frame.rank() >= placement.ranks()
        || placement.hostOf(frame.rank()) != from) {
      locked(
          () ->
              fail(
                  "%s sent values of rank %d, which it does not hold"
                      .formatted(labels.get(from), frame.rank())));
      return;
    }
    try {
      store(frame);
    } catch (CollectiveException e) {
      // The group has failed; the ranks will hear of it at their next call.
    }
  }

  private void store(Frame frame) {
    boolean total = frame.kind() == Frame.Kind.TOTAL;
    Round round = locked(() -> round(total ? Frame.Kind.PART : frame.kind(), frame));
    float[] target = total ? round.result() : round.input(frame.rank());
    int n = frame.values().remaining();
    int at = total ? frame.offset() : frame.offset() - round.from();
    if (at < 0 || at + n > target.length) {
      locked(
          () ->
              fail(
                  "%s sent values for places %d to %d of %s, which are not for %s"
                      .formatted(
                          labels.get(placement.hostOf(frame.rank())),
                          frame.offset(),
                          frame.offset() + n,
                          round,
                          labels.get(host))));
      return;
    }
    frame.values().get(target, at, n);
    locked(
        () -> {
          if (total) {
            round.summed(n);
            changed.signalAll();
          } else {
            arrived(round, frame.rank(), n);
          }
          return null;
        });
  }

  private void lose(int from, String why) {
    locked(
        () ->
            finished.contains(from)
                ? null
                : fail(
                    "Lost %s on %s: %s"
                        .formatted(placement.describe(from), labels.get(from), why)));
  }

  void abort(int rank, Throwable cause) {
    locked(
        () ->
            fail(
                "Rank %d on %s failed: %s"
                    .formatted(rank, labels.get(host), Causes.describe(cause))));
  }

  /** Keeps the first reason, wakes every rank here and tells the other hosts. */
  private Void fail(String why) {
    if (failure == null) {
      failure = why;
      changed.signalAll();
      sendToOthers(Frame.abort(why));
    }
    return null;
  }

  private void requireWhole() {
    if (failure != null) {
      throw new CollectiveException(failure);
    }
  }

  private <T> T locked(Supplier<T> body) {
    lock.lock();
    try {
      return body.get();
    } finally {
      lock.unlock();
    }
  }
}
