package io.cofire.driver.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.driver.exchange.FoldRound.Parcel;
import io.cofire.ops.collective.Merging;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All numbers of levels bring every host the root, in as many messages as they should take. */
class FoldRouteTest {

  private record Message(int from, int to, Parcel parcel) {}

  @ParameterizedTest
  @CsvSource({
    "2,2", "3,3", "4,4", "5,5", "6,6", "7,7", "10,10", "13,13", "16,4", "24,6", "40,10", "64,64"
  })
  void allLevelsGiveTheSameBitsInAsManyMessagesAsThereAreOtherNodes(int ranks, int hosts) {
    Placement placement = new Placement(ranks, hosts);
    assertThat(ExchangeWays.isTreeOfHosts(placement)).isTrue();
    int all = ExchangeWays.height(placement);
    double[] root = inOneProcess(ranks);
    for (int levels = all; levels > 0; levels--) {
      List<FoldRound> rounds = rounds(placement, levels);
      List<Message> sent = run(placement, rounds, rank -> true);
      assertThat(sent).hasSize(otherNodes(hosts, levels));
      assertThat(sent.stream().map(one -> one.from + " to " + one.to)).doesNotHaveDuplicates();
      for (FoldRound round : rounds) {
        assertThat(round.result()).isEqualTo(root);
      }
    }
    assertThat(otherNodes(hosts, all)).isEqualTo(hosts * (hosts - 1));
  }

  /** Of all hosts and steps: those with hosts under the node that a step leads to. */
  private static int otherNodes(int hosts, int levels) {
    int count = 0;
    for (int host = 0; host < hosts; host++) {
      for (int below = 1; below < hosts; below <<= levels) { // hosts of a node
        int group = host / (below << levels) * (below << levels);
        for (int node = group; node < Math.min(hosts, group + (below << levels)); node += below) {
          count += host / below == node / below ? 0 : 1;
        }
      }
    }
    return count;
  }

  /** Of 96 hosts the last 32 are a node, of which 64 others need the value in the last step. */
  @Test
  void hostsOfAShorterNodeShareThoseWhoNeedIt() {
    Placement placement = new Placement(192, 96);
    for (int host = 0; host < 96; host++) {
      List<FoldRoute.Sending> sendings = FoldRoute.climbing(placement, host, 1).sendings();
      assertThat(sendings).hasSize(7);
      assertThat(sendings.get(6).hosts()).hasSize(host < 64 ? (host < 32 ? 1 : 0) : 2);
    }
  }

  @ParameterizedTest
  @CsvSource({"7,3", "12,4", "13,8", "9,4"})
  void hostsThatAreNoNodesSendAllTheirNodesToAll(int ranks, int hosts) {
    Placement placement = new Placement(ranks, hosts);
    int all = ExchangeWays.height(placement);
    for (ExchangeWays ways : ExchangeWays.values()) {
      assertThat(ways.levels(placement, 100)).isEqualTo(all);
    }
    List<FoldRound> rounds = rounds(placement, all);
    assertThat(run(placement, rounds, rank -> true)).hasSize(hosts * (hosts - 1));
    double[] root = inOneProcess(ranks);
    for (FoldRound round : rounds) {
      assertThat(round.result()).isEqualTo(root);
    }
  }

  private static double[] inOneProcess(int ranks) {
    Placement placement = new Placement(ranks, 1);
    List<FoldRound> alone = rounds(placement, 0);
    assertThat(run(placement, alone, rank -> true)).isEmpty();
    return alone.get(0).result();
  }

  /** 64 hosts climb 2 levels a step: 4 hosts, 16, all. */
  @Test
  void aHostWaitsForThoseItHearsFromAndTheLongerTheHigherItIs() {
    Placement placement = new Placement(64, 64);
    List<FoldRound> rounds = rounds(placement, 2);
    run(placement, rounds, rank -> rank != 37);
    for (int host = 0; host < 64; host++) {
      int step = host / 4 == 37 / 4 ? 0 : host / 16 == 37 / 16 ? 1 : 2;
      int below = 1 << (2 * step); // hosts of a node that a step begins with
      int silent = 37 / below * below + host % below; // at the same place
      FoldRound round = rounds.get(host);
      if (host != 37) {
        assertThat(round.missing().stream()).as("host %d", host).containsExactly(silent);
        assertThat(round.grace()).isEqualTo(Duration.ofMillis(500L * step));
      }
    }
    assertThat(rounds.get(37).missing().get(37)).isTrue();
    assertThat(rounds.get(37).grace()).isZero();
  }

  /**
   * 1,024 floats take 2.048 us, a step with f others 60 + m (f-1) + 2.048 f us. Hosts of a rank or
   * two send by two threads, m = 22: 62.0 for 1, 110.1 for 3, 206.3 for 7, 398.7 for 15. Hosts of
   * eight by eight, m = 5.5: 62.0, 77.1, 107.3, 167.7.
   *
   * <ul>
   *   <li>4 hosts: one level a step 2 x 62.0, both at once 110.1;
   *   <li>64 hosts of eight, by levels a step: 6 x 62.0 = 372, 3 x 77.1 = 231, 2 x 107.3 = 215,
   *       167.7 + 77.1 = 245, and more;
   *   <li>64 of one: 372, 3 x 110.1 = 330, 2 x 206.3 = 413, and more;
   *   <li>512 hosts: 9 x 62.0 = 558, 4 x 110.1 + 62.0 = 503, 3 x 206.3 = 619, and more.
   * </ul>
   */
  @ParameterizedTest
  @CsvSource({"2,2,1", "4,4,2", "512,64,3", "64,64,2", "512,512,2", "513,64,6", "8,1,0"})
  void aStepClimbsAsManyLevelsAsTakeLeast(int ranks, int hosts, int levels) {
    Placement placement = new Placement(ranks, hosts);
    assertThat(ExchangeWays.SHORTER.levels(placement, 1024)).isEqualTo(levels);
  }

  /** 16 hosts, 2 or 1 levels a step: 2 (60 + 44 + 3 w) and 4 (60 + w) us are equal at w = 16. */
  @Test
  void longStatisticsClimbFewerLevels() {
    Placement placement = new Placement(16, 16);
    assertThat(ExchangeWays.SHORTER.levels(placement, 7_900)).isEqualTo(2);
    assertThat(ExchangeWays.SHORTER.levels(placement, 8_100)).isEqualTo(1);
  }

  @Test
  void aWayThatIsAskedForIsTakenWhereThereIsOne() {
    assertThat(ExchangeWays.ALL_TO_ALL.levels(new Placement(512, 64), 100)).isEqualTo(6);
    assertThat(ExchangeWays.TREE_AND_CHAIN.levels(new Placement(512, 64), 100)).isEqualTo(1);
    assertThat(ExchangeWays.TREE_AND_CHAIN.levels(new Placement(513, 64), 100)).isEqualTo(6);
  }

  private static List<FoldRound> rounds(Placement placement, int levels) {
    return IntStream.range(0, placement.hosts())
        .mapToObj(
            host -> {
              FoldRoute route = FoldRoute.climbing(placement, host, levels);
              return new FoldRound("values", 2, placement, host, route);
            })
        .toList();
  }

  /** Lets hosts talk as long as they have something to say, and gives what they sent. */
  private static List<Message> run(
      Placement placement, List<FoldRound> rounds, IntPredicate joins) {
    List<Message> messages = new ArrayList<>();
    for (int rank = placement.ranks() - 1; rank >= 0; rank--) {
      int host = placement.hostOf(rank);
      double[] mine = {(float) (1.0 / (rank + 1)), (float) Math.sqrt(rank)};
      if (joins.test(rank)) {
        post(host, rounds.get(host).join(rank, mine, Merging.SUM), messages);
      }
    }
    for (int i = 0; i < messages.size(); i++) { // there may be more with each
      Message next = messages.get(i);
      FloatBuffer values = next.parcel.values().duplicate();
      post(next.to, rounds.get(next.to).arrived(next.from, 0, values).orElseThrow(), messages);
    }
    return messages;
  }

  private static void post(int from, List<Parcel> parcels, List<Message> messages) {
    for (Parcel parcel : parcels) {
      parcel.hosts().forEach(to -> messages.add(new Message(from, to, parcel)));
    }
  }
}
