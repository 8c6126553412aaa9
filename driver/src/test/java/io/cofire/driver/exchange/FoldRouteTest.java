package io.cofire.driver.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.driver.exchange.FoldRound.Parcel;
import io.cofire.ops.collective.Merging;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both ways bring every host the root, in as many messages as they should take. */
class FoldRouteTest {

  private record Message(int from, int to, Parcel parcel) {}

  @ParameterizedTest
  @CsvSource({"2,2", "3,3", "4,4", "5,5", "6,6", "7,7", "13,13", "16,4", "24,6", "40,10", "64,64"})
  void bothWaysGiveTheSameBits(int ranks, int hosts) {
    Placement placement = new Placement(ranks, hosts);
    assertThat(ExchangeWays.isTreeOfHosts(placement)).isTrue();
    List<Integer> sent = new ArrayList<>();
    List<double[]> along = run(placement, true, sent);
    List<double[]> all = run(placement, false, sent);
    for (int host = 0; host < hosts; host++) {
      assertThat(along.get(host)).isEqualTo(all.get(0));
      assertThat(all.get(host)).isEqualTo(all.get(0));
    }
    int steps = Integer.SIZE - Integer.numberOfLeadingZeros(hosts - 1);
    assertThat(sent.get(0)).isLessThanOrEqualTo(hosts * steps);
    assertThat(sent.get(1)).isEqualTo(hosts * (hosts - 1));
  }

  @Test
  void fewHostsTalkAllToAllAndManyAlongTheTree() {
    assertThat(ExchangeWays.isShorterAlongTree(new Placement(2, 2), 1024)).isFalse();
    assertThat(ExchangeWays.isShorterAlongTree(new Placement(4, 4), 1024)).isFalse();
    assertThat(ExchangeWays.isShorterAlongTree(new Placement(512, 64), 1024)).isTrue();
    assertThat(ExchangeWays.isShorterAlongTree(new Placement(512, 512), 1024)).isTrue();
    assertThat(ExchangeWays.isShorterAlongTree(new Placement(513, 64), 1024)).isFalse();
    assertThat(ExchangeWays.isShorterAlongTree(new Placement(8, 1), 1024)).isFalse();
  }

  /** Lets hosts talk, and gives every host's result; the number of messages goes to a list. */
  private static List<double[]> run(Placement placement, boolean alongTree, List<Integer> sent) {
    List<FoldRound> rounds = new ArrayList<>();
    Queue<Message> messages = new ArrayDeque<>();
    for (int host = 0; host < placement.hosts(); host++) {
      FoldRoute route =
          alongTree ? FoldRoute.alongTree(placement, host) : FoldRoute.allToAll(placement, host);
      rounds.add(new FoldRound("values", 2, placement, host, route));
    }
    for (int rank = placement.ranks() - 1; rank >= 0; rank--) {
      int host = placement.hostOf(rank);
      double[] mine = {(float) (1.0 / (rank + 1)), (float) Math.sqrt(rank)};
      post(host, rounds.get(host).join(rank, mine, Merging.SUM), messages);
    }
    int count = 0;
    while (!messages.isEmpty()) {
      Message next = messages.remove();
      count++;
      FoldRound round = rounds.get(next.to);
      post(
          next.to,
          round.arrived(next.from, 0, next.parcel.values().duplicate()).orElseThrow(),
          messages);
    }
    sent.add(count);
    return rounds.stream().map(FoldRound::result).toList();
  }

  private static void post(int from, List<Parcel> parcels, Queue<Message> messages) {
    for (Parcel parcel : parcels) {
      parcel.hosts().forEach(to -> messages.add(new Message(from, to, parcel)));
    }
  }
}
