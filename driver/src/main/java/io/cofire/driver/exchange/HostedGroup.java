package io.cofire.driver.exchange;

import io.cofire.data.errors.Causes;
import io.cofire.data.errors.Diagnosis;
import io.cofire.ops.collective.Collective;
import io.cofire.ops.collective.CollectiveException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * The ranks of one host, threads of this process, joined by a {@link Wire} to those of the others.
 * Whatever they do together, nothing is added in an order that depends on where the ranks live.
 */
final class HostedGroup implements Wire.Inbox {

  private final Placement placement;
  private final int host;
  private final Roster roster;
  private final Outbox post;
  private final Monitor alarm;
  private final Gathers gathers;
  private final TreeFolds folds;
  private final Sums sums;
  private int overlapFloats = Integer.MAX_VALUE;

  /**
   * A group that is not joined to the others yet.
   *
   * @param host this host, 0 to H-1
   * @param ways of its exchanges
   * @param deadline longest wait of any call
   */
  HostedGroup(Placement placement, int host, ExchangeWays ways, Duration deadline) {
    this.placement = placement;
    this.host = host;
    this.roster = new Roster(placement);
    this.post = new Outbox(placement, host);
    this.alarm = new Monitor(deadline, why -> post.express(why.frame()));
    Rounds rounds = new Rounds(roster, alarm, placement.ranks());
    this.gathers = new Gathers(placement, host, rounds, alarm, post);
    this.folds = new TreeFolds(placement, host, ways, rounds, alarm, post);
    this.sums = new Sums(placement, host, ways, rounds, alarm, post);
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

  Gathers gathers() {
    return gathers;
  }

  TreeFolds folds() {
    return folds;
  }

  Sums sums() {
    return sums;
  }

  private Receiver operation(Frame.Kind kind) {
    return switch (kind) {
      case GATHER -> gathers;
      case FOLD -> folds;
      default -> sums;
    };
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
      Receiver operation = operation(frame.kind());
      if (!operation.take(from, frame)) {
        alarm.raise(misplaced(from, operation.round(from, frame), frame));
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
