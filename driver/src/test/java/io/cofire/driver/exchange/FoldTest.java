package io.cofire.driver.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.Patience;
import io.cofire.data.random.Key;
import io.cofire.ops.collective.Collective;
import io.cofire.ops.collective.LocalGroup;
import io.cofire.ops.collective.Merging;
import io.cofire.ops.collective.PendingFold;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Merged values have the same bits wherever the ranks live and whichever way they take. */
class FoldTest {

  @ParameterizedTest
  @CsvSource({
    "1,1,5",
    "2,1,5",
    "2,2,5",
    "3,2,5",
    "4,2,1000",
    "5,3,3",
    "5,5,3",
    "7,4,0",
    "8,2,40001",
    "8,4,12",
    "9,9,2",
    "12,12,3",
    "16,4,3",
    "16,16,4", // two steps of two levels
    "17,17,4" // three
  })
  void theBitsAreThoseOfOneProcess(int ranks, int hosts, int size) throws Exception {
    List<double[]> expected = inOneProcess(ranks, size);
    try (Hosts group = new Hosts(ranks, hosts, Patience.LIMIT)) {
      List<double[]> results = group.onEachRank(one -> folded(one, size));
      assertThat(results).hasSameSizeAs(expected);
      for (int rank = 0; rank < ranks; rank++) {
        assertThat(results.get(rank)).isEqualTo(expected.get(rank)).isEqualTo(expected.get(0));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"2,1", "3,2", "8,4", "9,9"})
  void foldsThatHaveBegunGoOnBySumsAndEachOther(int ranks, int hosts) throws Exception {
    List<double[]> expected = inOneProcess(ranks, 7);
    try (Hosts group = new Hosts(ranks, hosts, Patience.LIMIT)) {
      List<double[]> results = group.onEachRank(one -> foldedLater(one, 7));
      for (int rank = 0; rank < ranks; rank++) {
        assertThat(results.get(rank)).isEqualTo(expected.get(0));
      }
    }
  }

  /** The last of them is awaited first, behind a sum that began after it. */
  private static double[] foldedLater(Collective one, int size) {
    Deque<PendingFold> begun = new ArrayDeque<>();
    for (int round = 0; round < 20; round++) {
      double[] mine = values(one.rank() + 100 * round, size);
      begun.push(one.beginFold("round" + round, mine, Merging.SUM));
    }
    FloatBuffer ones = FloatBuffer.wrap(new float[] {1, 1});
    one.begin("ones", ones).await();
    assertThat(ones.get(1)).isEqualTo(one.size());
    double[] last = begun.pop().await();
    begun.forEach(PendingFold::await);
    return last;
  }

  @ParameterizedTest
  @CsvSource({"2,2", "8,8", "16,16"})
  void aRankThatStaysAwayIsNamedWhenTheDeadlinePasses(int ranks, int hosts) throws Exception {
    try (Hosts group = new Hosts(ranks, hosts, Duration.ofSeconds(2))) {
      int away = ranks - 1;
      List<String> messages =
          group.onEachRank(
              one ->
                  one.rank() == away
                      ? ""
                      : ExchangeTest.failure(
                          () -> one.fold("norm.moments", new double[4], Merging.SUM)));
      assertThat(messages.get(away - 1))
          .contains("fold of 4 values 'norm.moments'")
          .endsWith("for rank " + away + " on host-" + away);
    }
  }

  @ParameterizedTest
  @CsvSource({"2,1", "2,2"})
  void ranksOutOfStepFailWithBothNames(int ranks, int hosts) throws Exception {
    try (Hosts group = new Hosts(ranks, hosts, Patience.LIMIT)) {
      List<String> messages =
          group.onEachRank(
              one ->
                  ExchangeTest.failure(
                      () -> one.fold("layer" + one.rank(), new double[2], Merging.SUM)));
      assertThat(messages)
          .allSatisfy(
              said ->
                  assertThat(said).contains("out of step at operation 0", "'layer0'", "'layer1'"));
    }
  }

  private static double[] folded(Collective one, int size) {
    double[] last = {};
    for (int round = 0; round < 20; round++) {
      last = one.fold("round" + round, values(one.rank() + 100 * round, size), Merging.SUM);
    }
    return last;
  }

  private static List<double[]> inOneProcess(int ranks, int size) throws Exception {
    LocalGroup group = LocalGroup.of(ranks, Patience.LIMIT);
    ExecutorService threads = Executors.newFixedThreadPool(ranks);
    try {
      List<Future<double[]>> futures = new ArrayList<>();
      for (int rank = 0; rank < ranks; rank++) {
        Collective one = group.collective(rank);
        futures.add(threads.submit(() -> folded(one, size)));
      }
      List<double[]> results = new ArrayList<>();
      for (Future<double[]> future : futures) {
        results.add(future.get(Patience.SECONDS, TimeUnit.SECONDS));
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  private static double[] values(int seed, int size) {
    SplittableRandom random = Key.of(seed).random();
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) ((random.nextDouble() - 0.5) * (1 << random.nextInt(20)));
    }
    return values;
  }
}
