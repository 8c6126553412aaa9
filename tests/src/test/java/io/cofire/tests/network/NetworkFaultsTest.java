package io.cofire.tests.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.cofire.driver.exchange.ExchangeWays;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Faults of a network that a loopback cannot show, between eight ranks on four hosts: what they
 * exchange has the bits of an undisturbed exchange, or all of them end in time and say why.
 */
@Tag("nightly")
class NetworkFaultsTest {

  private static final int HOSTS = 4;
  private static final int RANKS = 2; // of a host
  private static final int STEPS = 30;
  private static final SleepingStep STEP = new SleepingStep(2, 16, 300_000, 2, 20_000);
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofSeconds(5);
  private static final Duration MARGIN = Duration.ofSeconds(10);
  private static final Duration BEFORE = Duration.ofSeconds(1);
  private static final Duration BREAK = Duration.ofSeconds(3);

  private static HostNetwork network;
  private static List<Servant> hosts;
  private static String whole; // what every rank says where nothing happened

  /** Something that happens to the network. */
  private interface Fault {
    void strike() throws Exception;
  }

  @BeforeAll
  static void start() throws Exception {
    assumeThat(HostNetwork.obstacle()).as("what stands against it").isEmpty();
    network = HostNetwork.start(HOSTS);
    hosts = Meeting.processes(network, HOSTS);
    try (Meeting meeting = meeting(ExchangeWays.SHORTER, LONG)) {
      Set<String> said = ranks(meeting.all("train " + STEP + " " + STEPS));
      assertThat(said).hasSize(1);
      whole = said.iterator().next();
    }
  }

  @AfterAll
  static void stop() {
    if (network != null) {
      network.close();
    }
  }

  @BeforeEach
  @AfterEach
  void mend() throws Exception {
    network.lose("*", "*", 0);
    network.delay(Duration.ofNanos(200_000));
    network.rate(1e9);
  }

  @ParameterizedTest
  @EnumSource
  void aHostThatIsSilentForAWhileCostsTimeAndNothingElse(ExchangeWays ways) throws Exception {
    assertWhole(
        ways,
        () -> {
          network.cut(1, true);
          Thread.sleep(BREAK.toMillis());
          network.cut(1, false);
        });
  }

  @ParameterizedTest
  @EnumSource
  void aHostThatStaysSilentEndsAllOfThemAtTheDeadline(ExchangeWays ways) throws Exception {
    assertEnds(ways, () -> network.cut(1, true));
  }

  @ParameterizedTest
  @EnumSource
  void aHostThatIsHeardNoMoreEndsAllOfThemAtTheDeadline(ExchangeWays ways) throws Exception {
    assertEnds(ways, () -> network.lose("2", "*", 1));
  }

  @ParameterizedTest
  @EnumSource
  void aHostThatHearsNoMoreEndsAllOfThemAtTheDeadline(ExchangeWays ways) throws Exception {
    assertEnds(ways, () -> network.lose("*", "0", 1));
  }

  @ParameterizedTest
  @EnumSource
  void aFrameInAHundredLostAtFiveMillisecondsCostsTimeAndNothingElse(ExchangeWays ways)
      throws Exception {
    network.delay(Duration.ofMillis(5));
    network.lose("*", "*", 0.01);
    assertWhole(ways, () -> {});
  }

  @ParameterizedTest
  @EnumSource
  void anInterfaceThatGoesAndComesBackCostsTimeAndNothingElse(ExchangeWays ways) throws Exception {
    assertWhole(
        ways,
        () -> {
          network.link(3, false);
          Thread.sleep(BREAK.toMillis());
          network.link(3, true);
        });
  }

  @ParameterizedTest
  @EnumSource
  void anInterfaceThatStaysAwayEndsAllOfThemAtTheDeadline(ExchangeWays ways) throws Exception {
    try {
      assertEnds(ways, () -> network.link(3, false));
    } finally {
      network.link(3, true);
    }
  }

  @ParameterizedTest
  @EnumSource(names = "SHORTER")
  void hostsThatCannotMeetSayWhichOneTheyMissed(ExchangeWays ways) throws Exception {
    network.cut(1, true);
    long struck = System.nanoTime();
    Meeting meeting = Meeting.called(hosts, RANKS, ways, SHORT, HostNetwork::address);
    List<String> replies = meeting.replies();
    for (int host = 0; host < HOSTS; host++) {
      String missed = host == 1 ? "host-0" : "host-1";
      assertEnded(replies.get(host), struck, "Cannot connect to host \\d, " + missed + ", at .*");
    }
    network.cut(1, false);
    part(meeting, struck);
  }

  /** Connections are made one after the other: the first takes most of the time. */
  @Test
  void hostsThatDoNotMeetInTimeGiveUpAtTheDeadlineOfAllConnections() throws Exception {
    Duration deadline = Duration.ofSeconds(20);
    network.cut(0, true);
    long struck = System.nanoTime();
    Meeting meeting =
        Meeting.called(hosts, RANKS, ExchangeWays.SHORTER, deadline, HostNetwork::address);
    Thread.sleep(14_000); // a connection is asked for again after 15 s
    network.cut(0, false);
    network.cut(1, true);
    for (String reply : meeting.replies()) {
      assertThat(reply).matches("failed \\d+ Cannot connect to host \\d, host-\\d, at .*");
      long nanos = Long.parseLong(reply.split(" ", -1)[1]) - struck;
      assertThat(Duration.ofNanos(nanos)).as(reply).isLessThan(deadline.plus(MARGIN));
    }
    network.cut(1, false);
    meeting.all("close");
  }

  @Test
  void whatAKilledProcessLeftIsRemovedByTheNextOne() throws Exception {
    String left = "cofire-999999999-h0"; // no process has such a number
    Spaces.run("ip", "netns", "add", left);
    Spaces.removeLeftovers();
    assertThat(Spaces.all()).doesNotContain(left).contains(Spaces.name("h0"));
  }

  private static Meeting meeting(ExchangeWays ways, Duration deadline) throws Exception {
    return Meeting.of(hosts, RANKS, ways, deadline, HostNetwork::address);
  }

  private static void assertWhole(ExchangeWays ways, Fault fault) throws Exception {
    try (Meeting meeting = meeting(ways, LONG)) {
      meeting.begin("train " + STEP + " " + STEPS);
      Thread.sleep(BEFORE.toMillis());
      fault.strike();
      assertThat(ranks(meeting.answers())).containsExactly(whole);
    }
  }

  private static Set<String> ranks(List<String> answers) {
    Set<String> said = new TreeSet<>();
    answers.forEach(answer -> said.addAll(List.of(answer.split(" ", -1))));
    return said;
  }

  private static void assertEnds(ExchangeWays ways, Fault fault) throws Exception {
    Meeting meeting = meeting(ways, SHORT);
    meeting.begin("train " + STEP + " " + STEPS);
    Thread.sleep(BEFORE.toMillis());
    long struck = System.nanoTime();
    fault.strike();
    for (String reply : meeting.replies()) {
      assertEnded(
          reply,
          struck,
          "(Rank \\d on host-\\d waited 5000 ms in operation \\d+, .*, for rank \\d on host-\\d.*"
              + "|Lost ranks? \\d-?\\d? on host-\\d: .*)");
    }
    part(meeting, struck);
  }

  private static void assertEnded(String reply, long struck, String why) {
    assertThat(reply).matches("failed \\d+ " + why);
    long nanos = Long.parseLong(reply.split(" ", -1)[1]) - struck;
    assertThat(Duration.ofNanos(nanos)).as(reply).isLessThan(SHORT.plus(MARGIN));
  }

  /** No host holds up its process, though nobody hears its goodbye. */
  private static void part(Meeting meeting, long struck) throws Exception {
    for (String ended : meeting.all("close")) {
      long nanos = Long.parseLong(ended) - struck;
      assertThat(Duration.ofNanos(nanos)).isLessThan(SHORT.plus(MARGIN));
    }
  }
}
