package io.cofire.driver.exchange;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Who a host is. Both ends of a connection must agree on everything but the host, so that a
 * stranger, another application, or a task that outlived its attempt is turned away with the
 * reason.
 *
 * @param application Spark's application id
 * @param run random name of this run of the job, which no stranger knows
 * @param attempt number of the attempt within the run
 * @param recipe hash of the recipe
 * @param placement ranks and hosts, which tells each host's ranks
 * @param host the host that speaks
 */
public record Identity(
    String application, String run, int attempt, String recipe, Placement placement, int host) {

  /**
   * Checks who is at the other end.
   *
   * @throws IllegalArgumentException naming what differs, with both values
   */
  void requirePeer(Identity peer) {
    Map<String, Object> mine = shared();
    Map<String, Object> theirs = peer.shared();
    mine.forEach(
        (what, value) -> {
          if (!value.equals(theirs.get(what))) {
            throw refused(what, value, theirs.get(what));
          }
        });
    if (peer.host < 0 || peer.host >= placement.hosts() || peer.host == host) {
      throw refused("host", "another of " + placement.hosts(), peer.host);
    }
  }

  /** Why a connection was not accepted. */
  static IllegalArgumentException refused(String what, Object expected, Object found) {
    return new IllegalArgumentException(
        String.format(
            Locale.ROOT, "Refused a connection: %s: expected %s, found %s", what, expected, found));
  }

  /** What all hosts of an attempt have in common; the run's name is not for messages. */
  private Map<String, Object> shared() {
    Map<String, Object> shared = new LinkedHashMap<>();
    shared.put("application", application);
    shared.put("run", run);
    shared.put("attempt", attempt);
    shared.put("recipe hash", recipe);
    shared.put("ranks", placement.ranks());
    shared.put("hosts", placement.hosts());
    return shared;
  }
}
