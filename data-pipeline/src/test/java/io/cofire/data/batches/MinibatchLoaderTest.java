package io.cofire.data.batches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.Prepared;
import io.cofire.data.frames.Binning;
import io.cofire.data.frames.FrameShape;
import io.cofire.data.frames.Framing;
import io.cofire.data.frames.Reduction;
import io.cofire.data.random.Key;
import io.cofire.data.shards.ShardCache;
import io.cofire.data.shards.ShardException;
import io.cofire.data.shards.ShardSet;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class MinibatchLoaderTest {

  private static final FrameShape SHAPE = new FrameShape(3, 4, 2, 5, 6);
  private static final Binning BINNING = new Binning.SjNumber();
  private static final BatchPlan PLAN = new BatchPlan(Key.of(1), 30, 8, 2);

  @TempDir Path folder;
  private ShardCache cache;

  @SuppressWarnings("ArrayRecordComponent") // compared field by field
  private record Copy(float[] input, int[] labels, int[] samples) {}

  @BeforeEach
  void prepare() throws IOException {
    Prepared.write(folder, 10, 10, 10);
    ShardSet set =
        ShardSet.open(new Configuration(false), new org.apache.hadoop.fs.Path(folder.toString()));
    cache = new ShardCache(set, "train", 1 << 20);
  }

  @Test
  void minibatchesHoldTheFramesOfThePlannedSamples() {
    List<Copy> copies = load(PLAN.from(1, 0, 0, 2));
    assertThat(copies).hasSize(6);
    Copy copy = copies.get(4);
    assertThat(copy.samples()).isEqualTo(PLAN.samples(1, 1, 1));
    FloatBuffer expected = FloatBuffer.allocate(SHAPE.size());
    for (int slot = 0; slot < 4; slot++) {
      int sample = copy.samples()[slot];
      assertThat(copy.labels()[slot]).isEqualTo(sample % 3);
      Framing.accumulate(cache.events(sample), BINNING, SHAPE, slot, expected);
    }
    assertThat(copy.input()).isEqualTo(expected.array());
  }

  @Test
  void aResumedLoaderGivesWhatTheUninterruptedOneWouldHaveGiven() {
    List<Copy> whole = load(PLAN.from(0, 0, 0, 3));
    List<Copy> resumed = load(PLAN.from(0, 1, 2, 3));
    assertThat(resumed).hasSize(4);
    assertThat(resumed)
        .usingRecursiveFieldByFieldElementComparator()
        .isEqualTo(whole.subList(5, 9));
  }

  @Test
  void paddingIsEmptyAndLabelledMinusOne() {
    List<Copy> copies = load(new EvaluationPlan(30, 4, 1).batches(0));
    assertThat(copies).hasSize(8);
    Copy last = copies.get(7);
    assertThat(last.samples()).containsExactly(28, 29, -1, -1);
    assertThat(last.labels()).containsExactly(28 % 3, 29 % 3, -1, -1);
    for (int slot = 2; slot < 4; slot++) {
      int from = SHAPE.offset(0, slot);
      assertThat(Arrays.copyOfRange(last.input(), from, from + SHAPE.frameSize())).containsOnly(0f);
    }
  }

  @Test
  void aDamagedShardReachesTheCallerWithItsReason() throws IOException {
    Files.write(folder.resolve("train-00001.parquet"), new byte[] {1, 2, 3});
    assertThatThrownBy(() -> load(new EvaluationPlan(30, 4, 1).batches(0)))
        .isInstanceOf(LoadingException.class)
        .hasCauseInstanceOf(ShardException.class)
        .hasMessageStartingWith("Cannot load the minibatch of epoch 0, step 2: Cannot read shard ")
        .hasMessageContaining("train-00001.parquet: wrong length");
  }

  @Test
  void aWaitBeyondTheDeadlineIsAnErrorAndCloseStopsTheThread() throws InterruptedException {
    CountDownLatch interrupted = new CountDownLatch(1);
    Samples stuck = stuck(interrupted);
    LoaderConfig config = new LoaderConfig(SHAPE, 2, Duration.ofMillis(100));
    try (MinibatchLoader loader = new MinibatchLoader(stuck, PLAN.from(0, 0, 0, 1), config)) {
      assertThatThrownBy(loader::next)
          .isInstanceOf(LoadingException.class)
          .hasMessage(
              "Cannot load a minibatch: none came within PT0.1S; is the storage of the shards reachable?");
      assertThat(loader.waitedNanos()).isGreaterThan(90_000_000L);
    }
    assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void theEndOfThePlanAndAClosedLoaderAreSaid() {
    MinibatchLoader loader =
        new MinibatchLoader(
            new EventSamples(cache, BINNING, new Reduction.None(), SHAPE.timesteps()),
            PLAN.from(0, 0, 0, 0),
            LoaderConfig.of(SHAPE));
    assertThat(loader.hasNext()).isFalse();
    assertThatThrownBy(loader::next).isInstanceOf(NoSuchElementException.class);
    loader.close();
    assertThatThrownBy(loader::hasNext).hasMessage("Cannot load a minibatch: the loader is closed");
  }

  @Test
  void impossibleSettingsAreRefused() {
    assertThatThrownBy(() -> new LoaderConfig(SHAPE, 1, Duration.ofSeconds(1)))
        .hasMessage("Invalid loader buffers: 1 (must be at least 2)");
    assertThatThrownBy(() -> new LoaderConfig(SHAPE, 2, Duration.ZERO))
        .hasMessage("Invalid loader deadline: PT0S (must be positive)");
  }

  private static Samples stuck(CountDownLatch interrupted) {
    return new Samples() {
      @Override
      public int size() {
        return 30;
      }

      @Override
      public int label(int sample) {
        return 0;
      }

      @Override
      public void write(PlannedBatch batch, int slot, FrameShape shape, FloatBuffer target) {
        try {
          new CountDownLatch(1).await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
          interrupted.countDown();
          throw new IllegalStateException(e);
        }
      }
    };
  }

  private List<Copy> load(Iterator<PlannedBatch> plan) {
    List<Copy> copies = new ArrayList<>();
    try (MinibatchLoader loader =
        new MinibatchLoader(
            new EventSamples(cache, BINNING, new Reduction.None(), SHAPE.timesteps()),
            plan,
            LoaderConfig.of(SHAPE))) {
      while (loader.hasNext()) {
        Minibatch batch = loader.next();
        assertThat(batch.input().isDirect()).isTrue();
        float[] input = new float[SHAPE.size()];
        batch.input().get(0, input);
        copies.add(new Copy(input, batch.labels(), batch.samples()));
      }
    }
    return copies;
  }
}
