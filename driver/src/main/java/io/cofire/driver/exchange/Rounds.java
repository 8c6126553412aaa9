package io.cofire.driver.exchange;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** The operations in progress, by their number; the first call or message of one opens it. */
final class Rounds {

  private final Roster roster;
  private final Monitor alarm;
  private final Map<Integer, Round> rounds = new HashMap<>();
  private final int[] sequences;

  Rounds(Roster roster, Monitor alarm, int ranks) {
    this.roster = roster;
    this.alarm = alarm;
    this.sequences = new int[ranks];
  }

  /** The number of a rank's next operation. */
  int next(int rank) {
    return sequences[rank]++;
  }

  /**
   * The operation that a call or a message of a rank belongs to.
   *
   * @param total its size, as errors state it
   * @throws io.cofire.ops.collective.CollectiveException if the ranks are out of step, or the group
   *     has failed before
   */
  Round round(
      Frame.Kind kind, int sequence, int rank, String name, int total, Supplier<Round> open) {
    return alarm.guarded(
        () -> {
          alarm.requireWhole();
          Round round = rounds.computeIfAbsent(sequence, any -> open.get());
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

  /** Waits until an operation is over for a rank, and forgets it with the last one. */
  void await(int rank, int sequence, Round round) {
    alarm.await(new Waiting(roster, alarm.deadline(), rank, sequence, round));
    alarm.guarded(
        () -> {
          if (round.taken()) {
            rounds.remove(sequence);
          }
        });
  }
}
