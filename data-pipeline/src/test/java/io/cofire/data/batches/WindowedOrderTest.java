package io.cofire.data.batches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.augment.Augmenter;
import io.cofire.data.augment.Draw;
import io.cofire.data.augment.MixUp;
import io.cofire.data.random.Key;
import io.cofire.data.readahead.Stretch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shards dealt whole, samples mixed within a window. */
final class WindowedOrderTest {

  private static final Key KEY = Key.of(3);
  private static final List<Integer> SHARDS = List.of(7, 13, 1, 9, 20, 5, 11, 8, 2, 14);
  private static final int SAMPLES = 90;

  @ParameterizedTest
  @CsvSource({"1,10,KEEP", "2,10,DROP", "3,10,KEEP", "4,7,KEEP", "4,7,DROP", "8,8,KEEP"})
  void everySampleIsSeenOnceInAnEpoch(int ranks, int batch, LastBatch last) {
    BatchPlan plan = plan(16, batch, ranks, last);
    List<Integer> seen = new ArrayList<>();
    for (int rank = 0; rank < ranks; rank++) {
      seen.addAll(read(plan, 2, rank));
    }
    int whole = last == LastBatch.KEEP ? SAMPLES : SAMPLES / batch * batch;
    assertThat(seen).hasSize(whole).doesNotHaveDuplicates().allMatch(s -> s >= 0 && s < SAMPLES);
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "5", "8"})
  void aShardIsReadByOneRankUnlessItLiesOnABorder(int ranks) {
    BatchPlan plan = plan(16, 10, ranks, LastBatch.KEEP);
    int reads = 0;
    for (int rank = 0; rank < ranks; rank++) {
      Set<Integer> shards = new HashSet<>();
      read(plan, 1, rank).forEach(sample -> shards.add(shardOf(sample)));
      reads += shards.size();
    }
    assertThat(reads).isBetween(SHARDS.size(), SHARDS.size() + ranks - 1);
  }

  @Test
  void aWindowOfOneReadsShardsAsTheyAreStored() {
    List<Integer> order = read(plan(1, 10, 1, LastBatch.KEEP), 0, 0);
    for (int i = 1; i < order.size(); i++) {
      if (shardOf(order.get(i)) == shardOf(order.get(i - 1))) {
        assertThat(order.get(i)).isEqualTo(order.get(i - 1) + 1);
      }
    }
  }

  @Test
  void aSampleStaysInItsWindow() {
    List<Integer> stored = read(plan(1, 10, 2, LastBatch.KEEP), 4, 1);
    List<Integer> mixed = read(plan(16, 10, 2, LastBatch.KEEP), 4, 1);
    assertThat(mixed).isNotEqualTo(stored);
    for (int i = 0; i < stored.size(); i++) {
      assertThat(mixed.indexOf(stored.get(i)) / 16).isEqualTo(i / 16);
    }
  }

  @Test
  void epochsAndSeedsDiffer() {
    BatchPlan plan = plan(16, 10, 1, LastBatch.KEEP);
    assertThat(read(plan, 0, 0)).isNotEqualTo(read(plan, 1, 0)).isEqualTo(read(plan, 0, 0));
    BatchPlan other = plan(Key.of(4), 16, 10, 1, 1, LastBatch.KEEP);
    assertThat(read(other, 0, 0)).isNotEqualTo(read(plan, 0, 0));
  }

  @Test
  void aRunGoesOnInTheMiddleOfAWindow() {
    BatchPlan plan = plan(16, 10, 2, LastBatch.KEEP);
    List<int[]> whole = new ArrayList<>();
    plan.from(1, 0, 0, 3).forEachRemaining(batch -> whole.add(batch.samples()));
    List<int[]> rest = new ArrayList<>();
    plan(16, 10, 2, LastBatch.KEEP).from(1, 1, 3, 3).forEachRemaining(b -> rest.add(b.samples()));
    assertThat(rest).hasSize(15).containsExactlyElementsOf(whole.subList(12, 27));
  }

  @Test
  void oneWindowOverAllMixesTheShards() {
    List<Integer> order = read(plan(1000, 10, 1, LastBatch.KEEP), 0, 0);
    long neighbours =
        IntStream.range(1, SAMPLES)
            .filter(i -> shardOf(order.get(i)) == shardOf(order.get(i - 1)))
            .count();
    assertThat(neighbours).isLessThan(SAMPLES / 3);
  }

  @Test
  void autoTakesTheWholeOfASplitThatFitsTheMemoryAndWindowsOfALargerOne() {
    assertThat(new Shuffle.Auto().of(1000, 1000)).isEqualTo(new Shuffle.Full());
    assertThat(new Shuffle.Auto().of(1001, 1000)).isEqualTo(new Shuffle.Windows(4096));
    assertThat(new Shuffle.Windows(7).of(1, 1000)).isEqualTo(new Shuffle.Windows(7));
    assertThat(new Shuffle.Full().of(1001, 1000)).isEqualTo(new Shuffle.Full());
  }

  @ParameterizedTest
  @CsvSource({"1,12,3,DROP", "2,12,3,KEEP", "4,12,3,KEEP", "3,20,2,KEEP", "5,10,2,DROP"})
  void batchesInPartsAreDealtAlike(int ranks, int batch, int parts, LastBatch last) {
    BatchPlan plan = plan(KEY, 16, batch, parts, ranks, last);
    List<Integer> seen = new ArrayList<>();
    for (int rank = 0; rank < ranks; rank++) {
      List<Integer> own = read(plan, 1, rank);
      assertThat(shardsOf(own)).isLessThanOrEqualTo(SHARDS.size() / ranks + 4);
      seen.addAll(own);
    }
    int whole = last == LastBatch.KEEP ? SAMPLES : SAMPLES / batch * batch;
    assertThat(seen).hasSize(whole).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({"1,16,1", "2,16,1", "3,7,1", "4,1,1", "4,1000,2", "8,5,1", "2,2147483647,1"})
  void aSampleIsSeenWhereItsShardIsNeeded(int ranks, int window, int parts) {
    BatchPlan plan = plan(KEY, window, 16, parts, ranks, LastBatch.KEEP);
    for (int rank = 0; rank < ranks; rank++) {
      List<Integer> walk = new ArrayList<>(read(plan, 1, rank));
      int skipped = walk.size();
      walk.addAll(read(plan, 2, rank));
      int begin = seenBefore(plan, rank, 1, 2);
      List<Stretch> stretches = new ArrayList<>();
      plan.stretches(rank, 1, 2, 3).forEachRemaining(stretches::add);
      for (int place = begin; place < walk.size(); place++) {
        int at = place - begin;
        int shard = shardOf(walk.get(place));
        assertThat(stretches)
            .anyMatch(each -> each.index() == shard && each.from() <= at && at < each.to());
      }
      assertThat(stretches).allMatch(each -> each.from() < each.to());
      assertThat(stretches.stream().filter(each -> each.from() < skipped - begin).count())
          .isLessThanOrEqualTo(SHARDS.size());
    }
  }

  private static int seenBefore(BatchPlan plan, int rank, int epoch, int step) {
    int seen = 0;
    for (int before = 0; before < step; before++) {
      for (int part = 0; part < plan.parts(before); part++) {
        seen += plan.samples(epoch, before, part, rank).length;
      }
    }
    return seen;
  }

  @Test
  void aShardOnABorderIsNeededByBothRanksAtTheSameTime() {
    BatchPlan plan = plan(4, 12, 4, LastBatch.KEEP);
    for (int rank = 0; rank < 3; rank++) {
      List<Integer> one = read(plan, 0, rank);
      List<Integer> next = read(plan, 0, rank + 1);
      int place = rank % 2 == 0 ? one.size() - 1 : 0;
      int border = rank % 2 == 0 ? next.size() - 1 : 0;
      Set<Integer> both = new HashSet<>(one.stream().map(WindowedOrderTest::shardOf).toList());
      both.retainAll(next.stream().map(WindowedOrderTest::shardOf).toList());
      assertThat(both).hasSizeLessThanOrEqualTo(1);
      assertThat(both).allMatch(shard -> near(one, shard, place) && near(next, shard, border));
    }
  }

  /** Whether a shard is among the samples at an end of a walk, in its window there. */
  private static boolean near(List<Integer> walk, int shard, int end) {
    int from = end == 0 ? 0 : Math.max(0, (walk.size() - 1) / 4 * 4 - 4);
    int to = end == 0 ? Math.min(4, walk.size()) : walk.size();
    return walk.subList(from, to).stream().anyMatch(sample -> shardOf(sample) == shard);
  }

  @Test
  void samplesAreMixedWithOthersOfTheirBatch() {
    Augmenter augmenter = new Augmenter(List.of(new MixUp(1, Draw.BATCH)), Key.of(9));
    Set<Integer> partners = new HashSet<>();
    plan(16, 10, 2, LastBatch.KEEP)
        .from(1, 0, 0, 1)
        .forEachRemaining(
            batch -> {
              int partner = batch.mix(augmenter, 0, SAMPLES).partner();
              assertThat(batch.samples()).contains(partner);
              partners.add(partner);
            });
    assertThat(partners).hasSizeGreaterThan(4);
  }

  @Test
  void aWindowWithoutASampleIsRefused() {
    assertThatThrownBy(() -> new Shuffle.Windows(0)).hasMessageContaining("data.shuffle.window");
  }

  private static BatchPlan plan(int window, int batch, int ranks, LastBatch last) {
    return plan(KEY, window, batch, 1, ranks, last);
  }

  private static BatchPlan plan(
      Key key, int window, int batch, int parts, int ranks, LastBatch last) {
    return new BatchPlan(key, SHARDS, new Shuffle.Windows(window), batch, parts, ranks, last);
  }

  private static List<Integer> read(BatchPlan plan, int epoch, int rank) {
    List<Integer> samples = new ArrayList<>();
    plan.from(rank, epoch, 0, epoch + 1)
        .forEachRemaining(
            batch ->
                Arrays.stream(batch.samples())
                    .filter(sample -> sample != PlannedBatch.PADDING)
                    .forEach(samples::add));
    return samples;
  }

  private static long shardsOf(List<Integer> samples) {
    return samples.stream().map(WindowedOrderTest::shardOf).distinct().count();
  }

  private static int shardOf(int sample) {
    int shard = 0;
    for (int end = SHARDS.get(0); end <= sample; end += SHARDS.get(shard)) {
      shard++;
    }
    return shard;
  }
}
