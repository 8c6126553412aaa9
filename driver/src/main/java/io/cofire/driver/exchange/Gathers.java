package io.cofire.driver.exchange;

import java.nio.FloatBuffer;

/** Every rank's values go to every host, a host's in one block. */
final class Gathers implements Receiver {

  private final Placement placement;
  private final int host;
  private final Rounds rounds;
  private final Monitor alarm;
  private final Outbox post;

  Gathers(Placement placement, int host, Rounds rounds, Monitor alarm, Outbox post) {
    this.placement = placement;
    this.host = host;
    this.rounds = rounds;
    this.alarm = alarm;
    this.post = post;
  }

  float[][] gather(int rank, String name, float[] mine) {
    int sequence = rounds.next(rank);
    GatherRound round = round(sequence, rank, name, mine.length);
    System.arraycopy(mine, 0, round.input(rank), 0, mine.length);
    if (alarm.guarded(() -> round.join(rank))) {
      post.block(block(sequence, name, round), post.others());
      alarm.change(round::over);
    }
    rounds.await(rank, sequence, round);
    return round.inputs();
  }

  private Frame block(int sequence, String name, GatherRound round) {
    FloatBuffer values = round.block();
    int first = placement.first(host);
    return new Frame(Frame.Kind.GATHER, sequence, first, values.remaining(), 0, name, values);
  }

  private GatherRound round(int sequence, int rank, String name, int total) {
    return (GatherRound)
        rounds.round(
            Frame.Kind.GATHER,
            sequence,
            rank,
            name,
            total,
            () -> new GatherRound(name, total, placement, host));
  }

  @Override
  public GatherRound round(int from, Frame frame) {
    int total = frame.total() / placement.count(from);
    return round(frame.sequence(), frame.rank(), frame.name(), total);
  }

  @Override
  public boolean take(int from, Frame frame) {
    GatherRound round = round(from, frame);
    boolean valid = round.write(from, frame.offset(), frame.values());
    if (valid) {
      alarm.change(() -> round.arrived(from, frame.values().remaining()));
    }
    return valid;
  }
}
