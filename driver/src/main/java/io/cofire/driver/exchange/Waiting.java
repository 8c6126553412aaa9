package io.cofire.driver.exchange;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

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
  public Duration grace() {
    return round.grace();
  }

  @Override
  public Optional<String> hopeless() {
    return roster
        .ended(round.missing())
        .map(
            gone ->
                String.format(
                    Locale.ROOT,
                    "%s has ended, but %s is in operation %d, %s",
                    roster.subject(gone),
                    roster.describe(rank),
                    sequence,
                    round));
  }

  @Override
  public String overdue() {
    String who = roster.describe(round.missing());
    return String.format(
        Locale.ROOT,
        "%s waited %d ms in operation %d, %s, for %s",
        roster.subject(rank),
        deadline.toMillis(),
        sequence,
        round,
        who.isEmpty() ? "its own messages to leave" : who);
  }

  @Override
  public OptionalInt silent() {
    return roster.host(round.missing());
  }

  @Override
  public String interrupted() {
    return String.format(Locale.ROOT, "%s was interrupted in %s", roster.subject(rank), round);
  }
}
