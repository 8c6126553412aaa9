package io.cofire.driver.exchange;

import io.cofire.ops.collective.PendingSum;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Every host owns a part of a vector in proportion to its ranks; each rank sends every other part
 * to its owner, who adds the ranks' values one by one in rank order and sends the sum to all hosts.
 * Sums go on without the ranks' threads: a chunk is added by whoever brings its last values.
 */
final class OwnedSums implements Operation {

  private final Placement placement;
  private final int host;
  private final Rounds rounds;
  private final Monitor alarm;
  private final Outbox post;
  private final ChunkPool pool = new ChunkPool();

  OwnedSums(Placement placement, int host, Rounds rounds, Monitor alarm, Outbox post) {
    this.placement = placement;
    this.host = host;
    this.rounds = rounds;
    this.alarm = alarm;
    this.post = post;
  }

  PendingSum begin(int rank, String name, FloatBuffer given) {
    int sequence = rounds.next(rank);
    FloatBuffer values = given.slice();
    int total = values.remaining();
    SumRound round = round(sequence, rank, name, total);
    OwnedChunks parts = round.parts();
    int messages = post.others().stream().mapToInt(parts::chunks).sum();
    List<Integer> chunks = alarm.guarded(() -> round.join(rank, values, messages));
    alarm.change(round::over);
    Frame whole = new Frame(Frame.Kind.PART, sequence, rank, total, 0, name, values);
    for (int other : post.others()) {
      post.bulk(other, whole, parts.begin(other), parts.begin(other + 1), () -> sent(round));
    }
    chunks.forEach(chunk -> add(sequence, round, chunk, null));
    return () -> rounds.await(rank, sequence, round);
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

  private SumRound round(int sequence, int rank, String name, int total) {
    return (SumRound)
        rounds.round(
            Frame.Kind.PART,
            sequence,
            rank,
            name,
            total,
            () -> new SumRound(name, new OwnedChunks(total, placement), host));
  }

  @Override
  public SumRound round(int from, Frame frame) {
    return round(frame.sequence(), frame.rank(), frame.name(), frame.total());
  }

  @Override
  public boolean take(int from, Frame frame) {
    SumRound round = round(from, frame);
    return frame.kind() == Frame.Kind.PART ? collected(round, frame) : totalled(from, round, frame);
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
}
