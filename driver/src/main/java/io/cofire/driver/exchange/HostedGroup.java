package io.cofire.driver.exchange;

import io.cofire.ops.collective.Collective;
import io.cofire.ops.collective.CollectiveException;
import io.cofire.ops.collective.PendingSum;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The ranks of one host, threads of this process, joined by a {@link Wire} to those of the others.
 *
 * <p>Gather: every rank's values go to every host. Sum: every host owns a part of the vector in
 * proportion to its ranks; each rank sends every other part to its owner, who adds the ranks'
 * values one by one in rank order and sends the sum to all hosts. Values are never added on the
 * way, so the bits do not depend on where the ranks live. Sums go on without the ranks' threads: a
 * chunk is added by whoever brings its last values.
 */
final class HostedGroup implements Wire.Inbox {

  /** Values from which on a gather travels with the long messages. */
  private static final int EXPRESS_VALUES = 1 << 14;

  private final Placement placement;
  private final int host;
  private final Function<Throwable, String> describe;
  private final Alarm alarm;
  private final ChunkPool pool = new ChunkPool();
  private final Map<Integer, Round> rounds = new HashMap<>();
  private final Set<Integer> ended = new HashSet<>();
  private final int[] sequences;
  private volatile List<String> labels;
  private volatile Wire wire;
  private int overlapFloats = Integer.MAX_VALUE;

  /**
   * A group that is not joined to the others yet.
   *
   * @param host this host, 0 to H-1
   * @param deadline longest wait of any call
   * @param describe how a failure is told to the other ranks
   */
  HostedGroup(
      Placement placement, int host, Duration deadline, Function<Throwable, String> describe) {
    this.placement = placement;
    this.host = host;
    this.describe = describe;
    this.labels = IntStream.range(0, placement.hosts()).mapToObj(h -> "host " + h).toList();
    this.alarm = new Alarm(deadline, why -> toOthers(Frame.abort(why)));
    this.sequences = new int[placement.ranks()];
  }

  /** Gives the group its way to the other hosts; before any collective is handed out. */
  void join(Wire connected, int bucketFloats) {
    wire = connected;
    overlapFloats = bucketFloats;
  }

  /** Tells how errors name each host. */
  void name(List<String> names) {
    labels = List.copyOf(names);
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

  int overlapFloats() {
    return overlapFloats;
  }

  boolean isWhole() {
    return !alarm.isRaised();
  }

  float[][] gather(int rank, String name, float[] mine) {
    int sequence = sequences[rank]++;
    FloatBuffer values = FloatBuffer.wrap(mine);
    Frame whole = new Frame(Frame.Kind.GATHER, sequence, rank, mine.length, 0, name, values);
    boolean express = mine.length <= EXPRESS_VALUES;
    if (express) {
      alarm.requireWhole();
      toOthers(whole);
    }
    GatherRound round = (GatherRound) round(whole);
    float[] copy = round.input(rank);
    System.arraycopy(mine, 0, copy, 0, mine.length);
    if (!express) {
      for (int other : others()) {
        sendChunks(other, whole, FloatBuffer.wrap(copy), 0, mine.length, () -> {});
      }
    }
    arrived(round, rank, mine.length);
    alarm.await(new Waiting(rank, sequence, round));
    take(sequence, round);
    return round.inputs();
  }

  private void arrived(GatherRound round, int rank, int values) {
    alarm.guarded(
        () -> {
          if (round.arrived(rank, values)) {
            alarm.wake();
          }
        });
  }

  PendingSum begin(int rank, String name, FloatBuffer given) {
    int sequence = sequences[rank]++;
    FloatBuffer values = given.slice();
    Frame whole = new Frame(Frame.Kind.PART, sequence, rank, values.remaining(), 0, name, values);
    SumRound round = (SumRound) round(whole);
    Parts parts = round.parts();
    int messages = others().stream().mapToInt(parts::chunks).sum();
    List<Integer> chunks = alarm.guarded(() -> joined(round, rank, values, messages));
    for (int other : others()) {
      int begin = parts.begin(other);
      sendChunks(other, whole, values, begin, parts.begin(other + 1), () -> sent(round));
    }
    chunks.forEach(chunk -> add(sequence, round, chunk, null));
    return () -> {
      alarm.await(new Waiting(rank, sequence, round));
      take(sequence, round);
    };
  }

  private List<Integer> joined(SumRound round, int rank, FloatBuffer values, int messages) {
    List<Integer> chunks = round.join(rank, values, messages);
    if (round.over()) {
      alarm.wake();
    }
    return chunks;
  }

  private void sent(SumRound round) {
    alarm.guarded(
        () -> {
          round.sent();
          if (round.over()) {
            alarm.wake();
          }
        });
  }

  /** Adds up a chunk of this host's part and sends the sum to all. */
  private void add(int sequence, SumRound round, int chunk, FloatBuffer fresh) {
    round.add(chunk, fresh);
    Parts parts = round.parts();
    int begin = parts.begin(host, chunk);
    int length = parts.length(host, chunk);
    alarm.guarded(
        () -> {
          pool.give(round.release(chunk));
          round.summed(host, length, placement.hosts() - 1);
          if (round.over()) {
            alarm.wake();
          }
        });
    Frame sums =
        new Frame(
            Frame.Kind.TOTAL,
            sequence,
            placement.first(host),
            parts.total(),
            0,
            round.name(),
            round.result());
    for (int other : others()) {
      sendChunks(other, sums, round.result(), begin, begin + length, () -> sent(round));
    }
  }

  private void sendChunks(
      int other, Frame whole, FloatBuffer values, int begin, int end, Runnable copied) {
    for (int at = begin; at < end; at += Frame.MAX_VALUES) {
      int n = Math.min(Frame.MAX_VALUES, end - at);
      wire.bulk(other, whole.part(at, values.slice(at, n)), copied);
    }
  }

  private List<Integer> others() {
    return IntStream.range(0, placement.hosts()).filter(other -> other != host).boxed().toList();
  }

  private void toOthers(Frame frame) {
    for (int other = 0; other < placement.hosts(); other++) {
      if (other != host) {
        wire.express(other, frame);
      }
    }
  }

  /** The round that a message or a call belongs to; the first to come opens it. */
  private Round round(Frame frame) {
    return alarm.guarded(
        () -> {
          alarm.requireWhole();
          Frame.Kind kind = frame.kind() == Frame.Kind.GATHER ? Frame.Kind.GATHER : Frame.Kind.PART;
          Round round = rounds.computeIfAbsent(frame.sequence(), s -> open(kind, frame));
          if (!round.is(kind, frame.name(), frame.total())) {
            alarm.raise(
                "Ranks are out of step at operation %d: rank %d on %s calls %s, another rank calls %s"
                    .formatted(
                        frame.sequence(),
                        frame.rank(),
                        label(frame.rank()),
                        Round.describe(kind, frame.name(), frame.total()),
                        round));
            alarm.requireWhole();
          }
          return round;
        });
  }

  private Round open(Frame.Kind kind, Frame frame) {
    return kind == Frame.Kind.GATHER
        ? new GatherRound(frame.name(), frame.total(), placement.ranks(), placement.count(host))
        : new SumRound(frame.name(), new Parts(frame.total(), placement), host);
  }

  private void take(int sequence, Round round) {
    alarm.guarded(
        () -> {
          if (round.taken()) {
            rounds.remove(sequence);
          }
        });
  }

  @Override
  public void frame(int from, Frame frame) {
    if (frame.kind() == Frame.Kind.ABORT) {
      alarm.raise(frame.name());
      return;
    }
    int rank = frame.rank();
    if (rank < 0 || rank >= placement.ranks() || placement.hostOf(rank) != from) {
      alarm.raise(
          "%s sent values of rank %d, which it does not hold".formatted(labels.get(from), rank));
      return;
    }
    try {
      if (!stored(from, frame)) {
        alarm.raise(
            "%s sent values for places %d to %d of %s, which are not for %s"
                .formatted(
                    labels.get(from),
                    frame.offset(),
                    frame.offset() + frame.values().remaining(),
                    round(frame),
                    labels.get(host)));
      }
    } catch (CollectiveException e) {
      // The group has failed; the ranks will hear of it at their next call.
    }
  }

  private boolean stored(int from, Frame frame) {
    Round round = round(frame);
    return switch (frame.kind()) {
      case GATHER -> gathered((GatherRound) round, frame);
      case PART -> collected((SumRound) round, frame);
      default -> totalled(from, (SumRound) round, frame);
    };
  }

  private boolean gathered(GatherRound round, Frame frame) {
    int n = frame.values().remaining();
    frame.values().get(round.input(frame.rank()), frame.offset(), n);
    arrived(round, frame.rank(), n);
    return true;
  }

  private boolean collected(SumRound round, Frame frame) {
    int rank = frame.rank();
    int n = frame.values().remaining();
    int chunk = round.parts().chunkAt(host, frame.offset(), n);
    if (chunk < 0 || alarm.guarded(() -> round.has(chunk, rank))) {
      return false;
    }
    boolean last = alarm.guarded(() -> round.lacksOne(chunk));
    float[] copy = null;
    if (!last) {
      copy = alarm.guarded(pool::take);
      frame.values().get(frame.values().position(), copy, 0, n);
    }
    float[] values = copy;
    if (alarm.guarded(() -> round.arrived(chunk, rank, values))) {
      add(frame.sequence(), round, chunk, frame.values());
    }
    return true;
  }

  private boolean totalled(int from, SumRound round, Frame frame) {
    int n = frame.values().remaining();
    boolean valid =
        round.parts().chunkAt(from, frame.offset(), n) >= 0
            && round.write(frame.offset(), frame.values());
    if (valid) {
      alarm.guarded(
          () -> {
            round.summed(from, n, 0);
            if (round.over()) {
              alarm.wake();
            }
          });
    }
    return valid;
  }

  @Override
  public void ended(int from) {
    alarm.guarded(
        () -> {
          ended.add(from);
          alarm.wake();
        });
  }

  @Override
  public void lost(int from, String why) {
    alarm.guarded(
        () -> {
          if (!ended.contains(from)) {
            alarm.raise(
                "Lost %s on %s: %s".formatted(placement.describe(from), labels.get(from), why));
          }
        });
  }

  void abort(int rank, Throwable cause) {
    alarm.raise(
        "Rank %d on %s failed: %s".formatted(rank, labels.get(host), describe.apply(cause)));
  }

  private String label(int rank) {
    return labels.get(placement.hostOf(rank));
  }

  /** A rank of this host in one of its operations. */
  private final class Waiting implements Alarm.Awaited {

    private final int rank;
    private final int sequence;
    private final Round round;

    Waiting(int rank, int sequence, Round round) {
      this.rank = rank;
      this.sequence = sequence;
      this.round = round;
    }

    @Override
    public boolean over() {
      return round.over();
    }

    @Override
    public Optional<String> hopeless() {
      return round.missing().stream()
          .filter(missing -> ended.contains(placement.hostOf(missing)))
          .mapToObj(
              missing ->
                  "Rank %d on %s has ended, but rank %d on %s is in operation %d, %s"
                      .formatted(missing, label(missing), rank, labels.get(host), sequence, round))
          .findFirst();
    }

    @Override
    public String overdue() {
      String who =
          round.missing().stream()
              .mapToObj(missing -> "rank %d on %s".formatted(missing, label(missing)))
              .collect(Collectors.joining(", "));
      return "Rank %d on %s waited %d ms in operation %d, %s, for %s"
          .formatted(
              rank,
              labels.get(host),
              alarm.deadline().toMillis(),
              sequence,
              round,
              who.isEmpty() ? "its own messages to leave" : who);
    }

    @Override
    public String interrupted() {
      return "Rank %d on %s was interrupted in %s".formatted(rank, labels.get(host), round);
    }
  }
}
