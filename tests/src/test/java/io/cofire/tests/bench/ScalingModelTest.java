package io.cofire.tests.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cofire.tests.bench.ScalingModel.Cluster;
import io.cofire.tests.bench.ScalingModel.Costs;
import io.cofire.tests.bench.ScalingModel.Exchange;
import io.cofire.tests.bench.ScalingModel.Step;
import io.cofire.tests.bench.ScalingModel.Work;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The formulas of docs/scaling.md against numbers worked out by hand. */
class ScalingModelTest {

  // 100 us a gather, 20 us inside a process, 10 us a message, 1 and 0.5 ns a byte, 10 ns a rank and
  // channel
  private static final Costs COSTS = new Costs(100e-6, 20e-6, 10e-6, 1e-9, 0.5e-9, 10e-9);
  // 2 GPUs a host, 1 GB/s, 10 us a hop, 4 cores, buckets of 10 MB
  private static final ScalingModel MODEL =
      new ScalingModel(COSTS, new Cluster(2, 1e9, 10e-6, 4, 10e6));
  // one norm of 99 channels (800 bytes), 40 MB of gradients, 100 ms of GPU
  private static final Work WORK = new Work("one norm", List.of(99), 40e6, 0.1, false);

  @Test
  void oneGpuExchangesNothingButItsOwnMoments() {
    Step step = MODEL.predict(WORK, 1, Exchange.ALL_TO_ALL);
    assertThat(step.statistics()).isEqualTo(2 * 99 * 10e-9, within(1e-12));
    assertThat(step.gradients()).isZero();
    assertThat(step.efficiency()).isEqualTo(1, within(1e-4));
  }

  @Test
  void everyHostSendsToAllOthers() {
    Step step = MODEL.predict(WORK, 8, Exchange.ALL_TO_ALL); // four hosts, each to three others
    double processor = (2 * 10e-6 + 3 * 800 * 1e-9) / 4;
    double one = 100e-6 + 10e-6 + processor + 6 * 800 / 1e9 + 8 * 99 * 10e-9;
    assertThat(step.statistics()).isEqualTo(2 * one, within(1e-12));
    // Sent: two ranks' parts of 6 owners elsewhere of 8, and a quarter's sums to three hosts.
    double sent = 2 * 40e6 * 6 / 8 + 40e6 * 3 / 4;
    double gradients = sent / 1e9 + 2 * 10e-6;
    assertThat(step.gradients()).isEqualTo(gradients, within(1e-9));
    double hidden = 2.0 / 3 * 0.1 + one;
    assertThat(step.exposed()).isEqualTo(gradients - hidden, within(1e-9));
    assertThat(step.seconds()).isEqualTo(0.1 + 2 * one + step.exposed(), within(1e-12));
    assertThat(step.efficiency()).isEqualTo(0.1 / step.seconds(), within(1e-12));
  }

  @Test
  void whatIsComputedMeanwhileHidesTheBackwardsStatistics() {
    Work much = new Work("much", List.of(99, 99), 40e6, 0.1, true); // 17 ms beside each exchange
    Work little = new Work("little", List.of(99, 99), 40e6, 6e-4, true); // 100 us
    double one = MODEL.predict(WORK, 8, Exchange.SHORTER).statistics() / 2;
    assertThat(one).isGreaterThan(100e-6);
    assertThat(MODEL.predict(much, 8, Exchange.SHORTER).statistics())
        .isEqualTo(2 * one, within(1e-12));
    assertThat(MODEL.predict(little, 8, Exchange.SHORTER).statistics())
        .isEqualTo(2 * one + 2 * (one - 100e-6), within(1e-12));
  }

  @Test
  void insideOneProcessNothingIsSent() {
    Step step = MODEL.predict(WORK, 2, Exchange.ALL_TO_ALL); // both ranks' vectors, and the sum
    assertThat(step.gradients()).isEqualTo((2 * 40e6 + 40e6) * 0.5e-9 / 4, within(1e-12));
    assertThat(step.statistics()).isEqualTo(2 * (20e-6 + 2 * 99 * 10e-9), within(1e-12));
  }

  @Test
  void theLastBucketIsNeverHidden() {
    Work slow = new Work("slow", List.of(99), 40e6, 10, false);
    Step step = MODEL.predict(slow, 8, Exchange.ALL_TO_ALL);
    assertThat(step.exposed()).isEqualTo(step.gradients() / 4, within(1e-12));
  }

  // A node's 1,592 bytes take 1.592 us and merging it 0.99 us; a step with f others takes 110 +
  // 2.5 (f-1) + 2.582 f us: 112.582 for 1, 122.746 for 3, 143.074 for 7, 265.042 for 31, 427.666
  // for 63.

  @Test
  void statisticsClimbAsManyLevelsAsTheExchangeTakes() {
    double own = 20e-6 + 99 * 10e-9;
    // Hosts of two ranks send by two threads. By the exchange's own costs, 60 + 22 (f-1) + 0.8 f us
    // a step, 64 hosts take 2 levels: 364.8, 319.2, 395.2 us for 1, 2, 3.
    assertThat(statistics(MODEL, 128, Exchange.SHORTER))
        .isEqualTo(2 * (own + 3 * 122.746e-6), within(1e-12));
    // 48 hosts too: 3 others, 3, then 2, which take 117.664.
    assertThat(statistics(MODEL, 96, Exchange.SHORTER))
        .isEqualTo(2 * (own + 2 * 122.746e-6 + 117.664e-6), within(1e-12));
    // Those of eight ranks by eight, 60 + 5.5 (f-1) + 0.8 f: 364.8, 220.2, 197.2, 222.6 us.
    ScalingModel eight = new ScalingModel(COSTS, new Cluster(8, 1e9, 10e-6, 4, 10e6));
    double ours = 20e-6 + 7 * 99 * 10e-9;
    assertThat(statistics(eight, 512, Exchange.SHORTER))
        .isEqualTo(2 * (ours + 2 * 143.074e-6), within(1e-12));
  }

  @Test
  void oneLevelAStepAndAllAtOnceCanBePredictedToo() {
    double own = 20e-6 + 99 * 10e-9;
    assertThat(statistics(MODEL, 128, Exchange.TREE_AND_CHAIN))
        .isEqualTo(2 * (own + 6 * 112.582e-6), within(1e-12));
    assertThat(statistics(MODEL, 128, Exchange.MERGED_TO_ALL))
        .isEqualTo(2 * (own + 427.666e-6), within(1e-12));
  }

  private static double statistics(ScalingModel model, int gpus, Exchange exchange) {
    return model.predict(WORK, gpus, exchange).statistics();
  }

  @Test
  void theChainDoesNotGrowWithTheRanks() {
    Step step = MODEL.predict(WORK, 64, Exchange.SHORTER); // 32 hosts
    double sent = 2 * 40e6 * 31 / 32;
    double hops = 32 * ((1 << 18) / 1e9 + 10e-6);
    assertThat(step.gradients()).isEqualTo(sent / 1e9 + hops, within(1e-9));
  }

  @Test
  void eitherWayCanBePredictedAlone() {
    Step all = MODEL.predict(WORK, 64, Exchange.MERGED_TO_ALL);
    Step along = MODEL.predict(WORK, 64, Exchange.TREE_AND_CHAIN);
    Step shorter = MODEL.predict(WORK, 64, Exchange.SHORTER);
    assertThat(all.statistics()).isNotEqualTo(along.statistics());
    assertThat(shorter.gradients()).isEqualTo(Math.min(all.gradients(), along.gradients()));
    double parts = 2 * 40e6 * 62 / 64 + 40e6 * 31 / 32;
    assertThat(all.gradients()).isEqualTo(parts / 1e9 + 2 * 10e-6, within(1e-9));
  }

  @Test
  void hostsOfOneRankKeepToTheirParts() {
    ScalingModel single = new ScalingModel(COSTS, new Cluster(1, 1e9, 10e-6, 4, 10e6));
    Step step = single.predict(WORK, 8, Exchange.SHORTER);
    assertThat(step.gradients())
        .isEqualTo(single.predict(WORK, 8, Exchange.ALL_TO_ALL).gradients(), within(1e-12));
  }
}
