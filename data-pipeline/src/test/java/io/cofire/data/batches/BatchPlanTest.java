package io.cofire.data.batches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.random.Key;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchPlanTest {

  private static final Key KEY = Key.of(1);

  @ParameterizedTest
  @CsvSource({"60, 10, 1", "60, 10, 3", "61, 7, 7", "100, 30, 4", "5, 5, 2", "1, 1, 1"})
  void eachSampleComesAtMostOnceInAnEpoch(int samples, int batch, int ranks) {
    BatchPlan plan = new BatchPlan(KEY, samples, batch, ranks);
    for (int epoch = 0; epoch < 3; epoch++) {
      List<Integer> seen = epoch(plan, epoch, ranks);
      assertThat(seen).hasSize(samples / batch * batch).doesNotHaveDuplicates();
      assertThat(seen).allMatch(i -> i >= 0 && i < samples);
    }
  }

  @ParameterizedTest
  @CsvSource({"2", "3", "7", "30"})
  void theOrderDoesNotDependOnTheNumberOfRanks(int ranks) {
    List<Integer> alone = epoch(new BatchPlan(KEY, 95, 30, 1), 4, 1);
    assertThat(epoch(new BatchPlan(KEY, 95, 30, ranks), 4, ranks)).isEqualTo(alone);
  }

  @Test
  void epochsAndSeedsDiffer() {
    BatchPlan plan = new BatchPlan(KEY, 100, 10, 1);
    assertThat(epoch(plan, 0, 1)).isNotEqualTo(epoch(plan, 1, 1));
    assertThat(epoch(plan, 0, 1)).isNotEqualTo(epoch(new BatchPlan(Key.of(2), 100, 10, 1), 0, 1));
  }

  /** Frozen: a change of order would end exact resume across releases. */
  @Test
  void theOrderIsFrozen() {
    assertThat(new BatchPlan(Key.of(1), 10, 10, 1).samples(0, 0, 0))
        .containsExactly(8, 4, 9, 1, 0, 5, 3, 7, 6, 2);
  }

  @Test
  void ranksShareUnevenBatchesAsEvenlyAsTheyCan() {
    BatchPlan plan = new BatchPlan(KEY, 100, 10, 4);
    assertThat(IntStream.range(0, 4).map(plan::rankBatch)).containsExactly(2, 3, 2, 3);
    assertThat(plan.samples(0, 0, 1)).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({"61, 7, 7", "95, 30, 4", "5, 4, 3", "3, 5, 2", "60, 10, 3"})
  void keptSamplesAreASmallerBatchSoThatEachComesOnce(int samples, int batch, int ranks) {
    BatchPlan plan = new BatchPlan(KEY, samples, batch, ranks, LastBatch.KEEP);
    BatchPlan alone = new BatchPlan(KEY, samples, batch, 1, LastBatch.KEEP);
    assertThat(plan.stepsPerEpoch()).isEqualTo((samples + batch - 1) / batch);
    List<Integer> seen = epoch(plan, 2, ranks);
    assertThat(seen.stream().filter(i -> i != PlannedBatch.PADDING).toList())
        .hasSize(samples)
        .doesNotHaveDuplicates()
        .isEqualTo(epoch(alone, 2, 1));
    int last = plan.stepsPerEpoch() - 1;
    assertThat(plan.batch(last)).isEqualTo(samples - last * batch);
    if (samples > batch) { // the whole batches are those of a plan that drops the rest
      assertThat(plan.samples(2, 0, ranks - 1))
          .isEqualTo(new BatchPlan(KEY, samples, batch, ranks).samples(2, 0, ranks - 1));
    }
  }

  @Test
  void ofASmallerBatchTheFirstRanksHaveTheLargerShares() {
    BatchPlan plan = new BatchPlan(KEY, 26, 6, 4, LastBatch.KEEP);
    assertThat(IntStream.range(0, 4).map(plan::rankBatch)).containsExactly(1, 2, 1, 2);
    assertThat(IntStream.range(0, 4).map(plan::lastRankBatch)).containsExactly(1, 0, 1, 0);
    assertThat(plan.samples(0, 4, 1)).containsExactly(PlannedBatch.PADDING);
    BatchPlan uneven = new BatchPlan(KEY, 19, 10, 4, LastBatch.KEEP);
    assertThat(IntStream.range(0, 4).map(uneven::rankBatch)).containsExactly(2, 3, 2, 3);
    assertThat(IntStream.range(0, 4).map(uneven::lastRankBatch)).containsExactly(3, 2, 2, 2);
    BatchPlan whole = new BatchPlan(KEY, 24, 6, 4, LastBatch.KEEP);
    assertThat(IntStream.range(0, 4).map(whole::lastRankBatch)).containsExactly(1, 2, 1, 2);
  }

  @Test
  void aPlanStartsAnywhereAndCrossesEpochs() {
    BatchPlan plan = new BatchPlan(KEY, 25, 10, 2);
    List<PlannedBatch> whole = list(plan.from(1, 0, 0, 3));
    List<PlannedBatch> resumed = list(plan.from(1, 1, 1, 3));
    assertThat(whole).hasSize(6);
    assertThat(resumed).hasSize(3);
    for (int i = 0; i < 3; i++) {
      assertThat(resumed.get(i).samples()).isEqualTo(whole.get(i + 3).samples());
      assertThat(resumed.get(i).epoch()).isEqualTo(whole.get(i + 3).epoch());
      assertThat(resumed.get(i).step()).isEqualTo(whole.get(i + 3).step());
    }
    assertThat(list(plan.from(0, 0, 2, 1))).as("the end of an epoch").isEmpty();
  }

  @Test
  void impossiblePlansAreRefused() {
    assertThatThrownBy(() -> new BatchPlan(KEY, 20, 30, 2))
        .hasMessage("Invalid training.batch: 30 (the training split has only 20 samples)");
    assertThatThrownBy(() -> new BatchPlan(KEY, 20, 3, 4))
        .hasMessage("Invalid training.batch: 3 (must be at least 1 sample for each of 4 ranks)");
    assertThatThrownBy(() -> new BatchPlan(KEY, 20, 3, 0))
        .hasMessage("Invalid training.ranks: 0 (must be at least 1)");
    assertThatThrownBy(() -> new BatchPlan(KEY, 20, 10, 2).samples(0, 2, 0))
        .hasMessage("No batch for epoch 0, step 2, rank 0 (2 steps an epoch, 2 ranks)");
  }

  @ParameterizedTest
  @CsvSource({"170, 15, 2", "10, 4, 3", "2, 4, 3", "9, 3, 1"})
  void evaluationVisitsEachSampleOnceAndPadsTheLastBatch(int samples, int batch, int ranks) {
    EvaluationPlan plan = new EvaluationPlan(samples, batch, ranks);
    List<Integer> seen = new ArrayList<>();
    for (int rank = 0; rank < ranks; rank++) {
      for (PlannedBatch planned : list(plan.batches(rank))) {
        assertThat(planned.samples()).hasSize(batch);
        IntStream.of(planned.samples()).filter(i -> i != PlannedBatch.PADDING).forEach(seen::add);
      }
    }
    assertThat(seen).isEqualTo(IntStream.range(0, samples).boxed().toList());
  }

  private static List<Integer> epoch(BatchPlan plan, int epoch, int ranks) {
    List<Integer> seen = new ArrayList<>();
    for (int step = 0; step < plan.stepsPerEpoch(); step++) {
      for (int rank = 0; rank < ranks; rank++) {
        IntStream.of(plan.samples(epoch, step, rank)).forEach(seen::add);
      }
    }
    return seen;
  }

  private static List<PlannedBatch> list(Iterator<PlannedBatch> batches) {
    List<PlannedBatch> list = new ArrayList<>();
    batches.forEachRemaining(list::add);
    return list;
  }

  @ParameterizedTest
  @CsvSource({"95, 30, 3, 2", "24, 8, 8, 1", "26, 12, 2, 3", "31, 12, 3, 4"})
  void partsOfABatchAreItsSamplesInOrderWhoeverSharesThem(
      int samples, int batch, int parts, int ranks) {
    for (LastBatch last : LastBatch.values()) {
      BatchPlan whole = new BatchPlan(KEY, samples, batch, 1, last);
      BatchPlan plan = new BatchPlan(KEY, samples, batch, parts, ranks, last);
      assertThat(plan.stepsPerEpoch()).isEqualTo(whole.stepsPerEpoch());
      for (int step = 0; step < plan.stepsPerEpoch(); step++) {
        List<Integer> found = new ArrayList<>();
        for (int part = 0; part < plan.parts(step); part++) {
          for (int rank = 0; rank < ranks; rank++) {
            int[] own = plan.samples(1, step, part, rank);
            Arrays.stream(own).filter(sample -> sample >= 0).forEach(found::add);
            boolean end = step == plan.stepsPerEpoch() - 1 && part == plan.parts(step) - 1;
            long real = Arrays.stream(own).filter(sample -> sample >= 0).count();
            assertThat(real).isEqualTo(end ? plan.lastRankBatch(rank) : plan.rankBatch(rank));
          }
        }
        assertThat(plan.batch(step)).isEqualTo(found.size());
        assertThat(found).isEqualTo(Arrays.stream(whole.samples(1, step, 0)).boxed().toList());
      }
    }
  }

  @Test
  void aPlanInPartsIsReadPartByPartFromAStepOn() {
    BatchPlan plan = new BatchPlan(KEY, 26, 12, 3, 2, LastBatch.KEEP);
    Iterator<PlannedBatch> batches = plan.from(1, 0, 1, 2);
    List<String> read = new ArrayList<>();
    batches.forEachRemaining(one -> read.add(one.epoch() + "." + one.step()));
    assertThat(read)
        .containsExactly(
            "0.1", "0.1", "0.1", "0.2", "1.0", "1.0", "1.0", "1.1", "1.1", "1.1", "1.2");
    assertThat(plan.from(1, 0, 1, 2).next().samples()).isEqualTo(plan.samples(0, 1, 0, 1));
  }

  @Test
  void partsThatAreUnequalOrLeaveARankOutAreRefused() {
    assertThatThrownBy(() -> new BatchPlan(KEY, 60, 30, 4, 1, LastBatch.DROP))
        .hasMessageContaining("training.accumulate: 4")
        .hasMessageContaining("must divide training.batch, 30");
    assertThatThrownBy(() -> new BatchPlan(KEY, 60, 30, 10, 4, LastBatch.DROP))
        .hasMessageContaining("a sample for each of 4 ranks");
  }
}
