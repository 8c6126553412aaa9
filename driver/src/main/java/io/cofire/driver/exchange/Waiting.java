package io.cofire.driver.exchange;

import java.time.Duration;
import java.util.Optional;

/**
 * A rank of this host in one of its operations.
 *
 * @param sequence number of the operation
 */
record Waiting(Roster roster, Duration deadline, int rank, int sequence, Round round)
    implements Monitor.Awaited {

  @Override
  public boolean over() {
    return round.over();
  }

  @Override
  public Optional<String> hopeless() {
    return roster
        .ended(round.missing())
        .map(
            gone ->
                "%s has ended, but %s is in operation %d, %s"
                    .formatted(roster.subject(gone), roster.describe(rank), sequence, round));
  }

  @Override
  public String overdue() {
    String who = roster.describe(round.missing());
    return "%s waited %d ms in operation %d, %s, for %s"
        .formatted(
            roster.subject(rank),
            deadline.toMillis(),
            sequence,
            round,
            who.isEmpty() ? "its own messages to leave" : who);
  }

  @Override
  public String interrupted() {
    return "%s was interrupted in %s".formatted(roster.subject(rank), round);
  }
}
