package io.cofire.driver.exchange;

import io.cofire.data.errors.Causes;
import io.cofire.data.errors.Diagnosis;
import io.cofire.ops.collective.Collective;
import io.cofire.ops.collective.CollectiveException;
import io.cofire.ops.collective.PendingSum;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The ranks of one host, threads of this process, joined by a {@link Wire} to those of the others.
 *
 * <p>Gather: every rank's values go to every host, a host's in one block. Sum: every host owns a
 * part of the vector in proportion to its ranks; each rank sends every other part to its owner, who
 * adds the ranks' values one by one in rank order and sends the sum to all hosts. Values are never
 * added on the way, so the bits do not depend on where the ranks live. Sums go on without the
 * ranks' threads: a chunk is added by whoever brings its last values.
 */
final class HostedGroup implements Wire.Inbox {

  private final Placement placement;
  private final int host;
  private final Roster roster;
  private final Outbox post;
  private final Monitor alarm;
  private final ChunkPool pool = new ChunkPool();
  private final Map<Integer, Round> rounds = new HashMap<>();
  private final int[] sequences;
  private int overlapFloats = Integer.MAX_VALUE;

  /**
   * A group that is not joined to the others yet.
   *
   * @param host this host, 0 to H-1
   * @param deadline longest wait of any call
   */
  HostedGroup(Placement placement, int host, Duration deadline) {
    this.placement = placement;
    this.host = host;
    this.roster = new Roster(placement);
    this.post = new Outbox(placement, host);
    this.alarm = new Monitor(deadline, why -> post.express(why.frame()));
    this.sequences = new int[placement.ranks()];
  }

  /** Gives the group its way to the other hosts; before any collective is handed out. */
  void join(Wire connected, int bucketFloats) {
    post.join(connected);
    overlapFloats = bucketFloats;
  }

  /** Tells how errors name each host. */
  void name(List<String> names) {
    roster.name(names);
  }

  /** The handle of a rank that lives here. */
  Collective collective(int rank) {
    if (placement.hostOf(rank) != host) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Cannot hand out rank %d: host %d holds %s",
              rank,
              host,
              placement.describe(host)));
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
    GatherRound round = (GatherRound) round(Frame.Kind.GATHER, sequence, rank, name, mine.length);
    System.arraycopy(mine, 0, round.input(rank), 0, mine.length);
    if (alarm.guarded(() -> round.join(rank))) {
      post.block(block(sequence, name, round));
      alarm.change(round::over);
    }
    await(rank, sequence, round);
    return round.inputs();
  }

  private Frame block(int sequence, String name, GatherRound round) {
    FloatBuffer values = round.block();
    int first = placement.first(host);
    return new Frame(Frame.Kind.GATHER, sequence, first, values.remaining(), 0, name, values);
  }

  PendingSum begin(int rank, String name, FloatBuffer given) {
    int sequence = sequences[rank]++;
    FloatBuffer values = given.slice();
    int total = values.remaining();
    SumRound round = (SumRound) round(Frame.Kind.PART, sequence, rank, name, total);
    OwnedChunks parts = round.parts();
    int messages = post.others().stream().mapToInt(parts::chunks).sum();
    List<Integer> chunks = alarm.guarded(() -> round.join(rank, values, messages));
    alarm.change(round::over);
    Frame whole = new Frame(Frame.Kind.PART, sequence, rank, total, 0, name, values);
    for (int other : post.others()) {
      post.bulk(other, whole, parts.begin(other), parts.begin(other + 1), () -> sent(round));
    }
    chunks.forEach(chunk -> add(sequence, round, chunk, null));
    return () -> await(rank, sequence, round);
  }

  /** Adds up a chunk of this host's part and sends the sum to all. */
  private void add(int sequence, SumRound round, int chunk, FloatBuffer fresh) {
    round.add(chunk, fresh);
    OwnedChunks parts = round.parts();
    int begin = parts.begin(host, chunk);
    int length = parts.length(host, chunk);
    alarm.change(
        () -> {
          pool.give(round.release(chunk));
          round.summed(host, length, post.others().size());
          return round.over();
        });
    int first = placement.first(host);
    FloatBuffer result = round.result();
    Frame sums =
        new Frame(Frame.Kind.TOTAL, sequence, first, parts.total(), 0, round.name(), result);
    for (int other : post.others()) {
      post.bulk(other, sums, begin, begin + length, () -> sent(round));
    }
  }

  private void sent(SumRound round) {
    alarm.change(
        () -> {
          round.sent();
          return round.over();
        });
  }

  /** The round that a message or a call belongs to; the first to come opens it. */
  private Round round(Frame.Kind kind, int sequence, int rank, String name, int total) {
    return alarm.guarded(
        () -> {
          alarm.requireWhole();
          Round round = rounds.computeIfAbsent(sequence, s -> open(kind, name, total));
          if (!round.is(kind, name, total)) {
            alarm.raise(
                String.format(
                    Locale.ROOT,
                    "Ranks are out of step at operation %d: %s calls %s, another rank calls %s",
                    sequence,
                    roster.describe(rank),
                    Round.describe(kind, name, total),
                    round));
            alarm.requireWhole();
          }
          return round;
        });
  }

  private Round open(Frame.Kind kind, String name, int total) {
    return kind == Frame.Kind.GATHER
        ? new GatherRound(name, total, placement, host)
        : new SumRound(name, new OwnedChunks(total, placement), host);
  }

  private void await(int rank, int sequence, Round round) {
    alarm.await(new Waiting(roster, alarm.deadline(), rank, sequence, round));
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
      alarm.raise(AbortReason.of(frame));
      return;
    }
    int rank = frame.rank();
    if (rank < 0 || rank >= placement.ranks() || placement.hostOf(rank) != from) {
      alarm.raise(
          String.format(
              Locale.ROOT,
              "%s sent values of rank %d, which it does not hold",
              roster.label(from),
              rank));
      return;
    }
    try {
      boolean gather = frame.kind() == Frame.Kind.GATHER;
      int total = gather ? frame.total() / placement.count(from) : frame.total();
      Frame.Kind kind = gather ? Frame.Kind.GATHER : Frame.Kind.PART;
      Round round = round(kind, frame.sequence(), rank, frame.name(), total);
      if (!stored(from, round, frame)) {
        alarm.raise(misplaced(from, round, frame));
      }
    } catch (CollectiveException e) {
      // The group has failed; the ranks will hear of it at their next call.
    }
  }

  private String misplaced(int from, Round round, Frame frame) {
    int end = frame.offset() + frame.values().remaining();
    return String.format(
        Locale.ROOT,
        "%s sent values for places %d to %d of %s, which are not for %s",
        roster.label(from),
        frame.offset(),
        end,
        round,
        roster.label(host));
  }

  private boolean stored(int from, Round round, Frame frame) {
    return switch (frame.kind()) {
      case GATHER -> gathered(from, (GatherRound) round, frame);
      case PART -> collected((SumRound) round, frame);
      default -> totalled(from, (SumRound) round, frame);
    };
  }

  private boolean gathered(int from, GatherRound round, Frame frame) {
    boolean valid = round.write(from, frame.offset(), frame.values());
    if (valid) {
      alarm.change(() -> round.arrived(from, frame.values().remaining()));
    }
    return valid;
  }

  private boolean collected(SumRound round, Frame frame) {
    int rank = frame.rank();
    int n = frame.values().remaining();
    int chunk = round.parts().chunkAt(host, frame.offset(), n);
    if (chunk < 0 || alarm.guarded(() -> round.has(chunk, rank))) {
      return false;
    }
    float[] copy = alarm.guarded(() -> round.lacksOne(chunk) ? null : pool.take());
    if (copy != null) {
      frame.values().get(frame.values().position(), copy, 0, n);
    }
    if (alarm.guarded(() -> round.arrived(chunk, rank, copy))) {
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
      alarm.change(
          () -> {
            round.summed(from, n, 0);
            return round.over();
          });
    }
    return valid;
  }

  @Override
  public void ended(int from) {
    roster.end(from);
    alarm.change(() -> true);
  }

  @Override
  public void lost(int from, String why) {
    if (!roster.hasEnded(from)) {
      String text = String.format(Locale.ROOT, "Lost %s: %s", roster.describeHost(from), why);
      alarm.raise(AbortReason.ofSilence(text, OptionalInt.of(from)));
    }
  }

  void abort(int rank, Throwable cause) {
    String text =
        String.format(Locale.ROOT, "%s failed: %s", roster.subject(rank), Causes.describe(cause));
    alarm.raise(new AbortReason(text, Diagnosis.of(cause)));
  }
}
