package io.cofire.driver.exchange;

import io.cofire.ops.collective.Merging;
import io.cofire.ops.collective.PendingFold;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Ranks' values are merged in a tree over ranks; merged ones travel between hosts. */
final class TreeFolds implements Receiver {

  private final Placement placement;
  private final int host;
  private final ExchangeWays ways;
  private final Rounds rounds;
  private final Monitor alarm;
  private final Outbox post;
  private final FoldRoute allToAll;
  private final Map<Integer, FoldRoute> routes = new HashMap<>(); // by levels; the group's lock

  TreeFolds(
      Placement placement, int host, ExchangeWays ways, Rounds rounds, Monitor alarm, Outbox post) {
    this.placement = placement;
    this.host = host;
    this.ways = ways;
    this.rounds = rounds;
    this.alarm = alarm;
    this.post = post;
    int all = ExchangeWays.height(placement);
    this.allToAll = FoldRoute.climbing(placement, host, all);
    routes.put(all, allToAll);
  }

  PendingFold begin(int rank, String name, double[] mine, Merging merging) {
    int sequence = rounds.next(rank);
    FoldRound round = round(sequence, rank, name, mine.length);
    send(sequence, name, progress(round, () -> Optional.of(round.join(rank, mine, merging))));
    return () -> {
      rounds.await(rank, sequence, round);
      return round.result();
    };
  }

  /** Runs a step of a round, wakes those whom it sets free, and gives what is to be sent. */
  private Optional<List<FoldRound.Parcel>> progress(
      FoldRound round, Supplier<Optional<List<FoldRound.Parcel>>> step) {
    AtomicReference<Optional<List<FoldRound.Parcel>>> parcels = new AtomicReference<>();
    alarm.change(
        () -> {
          parcels.set(step.get());
          return round.over();
        });
    return parcels.get();
  }

  private void send(int sequence, String name, Optional<List<FoldRound.Parcel>> parcels) {
    int first = placement.first(host);
    for (FoldRound.Parcel parcel : parcels.orElse(List.of())) {
      int total = parcel.values().remaining();
      Frame frame = new Frame(Frame.Kind.FOLD, sequence, first, total, 0, name, parcel.values());
      post.block(frame, parcel.hosts());
    }
  }

  private FoldRound round(int sequence, int rank, String name, int size) {
    return (FoldRound)
        rounds.round(Frame.Kind.FOLD, sequence, rank, name, size, () -> open(name, size));
  }

  private FoldRound open(String name, int size) {
    int levels = ways.levels(placement, FoldRound.floats(1, size));
    FoldRoute route =
        routes.computeIfAbsent(levels, some -> FoldRoute.climbing(placement, host, some));
    return new FoldRound(name, size, placement, host, route);
  }

  @Override
  public FoldRound round(int from, Frame frame) {
    int size = frame.total() / FoldRound.floats(allToAll.nodes(from), 1);
    return round(frame.sequence(), frame.rank(), frame.name(), size);
  }

  @Override
  public boolean take(int from, Frame frame) {
    FoldRound round = round(from, frame);
    Optional<List<FoldRound.Parcel>> parcels =
        progress(round, () -> round.arrived(from, frame.offset(), frame.values()));
    send(frame.sequence(), frame.name(), parcels);
    return parcels.isPresent();
  }
}
