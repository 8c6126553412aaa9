package io.cofire.driver.exchange;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The hosts of a group: how errors name them and their ranks, and which of them have ended. */
final class Roster {

  private final Placement placement;
  private final Set<Integer> ended = ConcurrentHashMap.newKeySet();
  private volatile List<String> labels;

  Roster(Placement placement) {
    this.placement = placement;
    this.labels = IntStream.range(0, placement.hosts()).mapToObj(h -> "host " + h).toList();
  }

  /** Tells how errors name each host. */
  void name(List<String> names) {
    labels = List.copyOf(names);
  }

  /** A host's name. */
  String label(int of) {
    return labels.get(of);
  }

  /** A rank and where it lives. */
  String describe(int rank) {
    return "rank " + place(rank);
  }

  /** A rank and where it lives, as a sentence begins. */
  String subject(int rank) {
    return "Rank " + place(rank);
  }

  private String place(int rank) {
    return String.format(Locale.ROOT, "%d on %s", rank, labels.get(placement.hostOf(rank)));
  }

  /** Ranks and where they live. */
  String describe(BitSet ranks) {
    return ranks.stream().mapToObj(this::describe).collect(Collectors.joining(", "));
  }

  /** The first host of some ranks. */
  OptionalInt host(BitSet ranks) {
    return ranks.stream().map(placement::hostOf).findFirst();
  }

  /** All ranks of a host, and its name. */
  String describeHost(int of) {
    return String.format(Locale.ROOT, "%s on %s", placement.describe(of), labels.get(of));
  }

  /** Notes that a host sends nothing more. */
  void end(int of) {
    ended.add(of);
  }

  boolean hasEnded(int of) {
    return ended.contains(of);
  }

  /** The first of some ranks whose host has ended. */
  Optional<Integer> ended(BitSet ranks) {
    return ranks.stream().boxed().filter(rank -> hasEnded(placement.hostOf(rank))).findFirst();
  }
}
