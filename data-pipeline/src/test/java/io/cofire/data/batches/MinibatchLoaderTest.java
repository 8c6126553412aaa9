package io.cofire.data.batches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cofire.data.Patience;
import io.cofire.data.Prepared;
import io.cofire.data.augment.Augmentation;
import io.cofire.data.augment.Augmenter;
import io.cofire.data.augment.Draw;
import io.cofire.data.augment.Mix;
import io.cofire.data.augment.MixUp;
import io.cofire.data.augment.Movement;
import io.cofire.data.augment.Occasion;
import io.cofire.data.augment.TemporalDelete;
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
import org.junit.jupiter.api.io.TempDir;

class MinibatchLoaderTest {

  private static final FrameShape SHAPE = new FrameShape(3, 4, 2, 5, 6);
  private static final Binning BINNING = new Binning.SjNumber();
  private static final BatchPlan PLAN = new BatchPlan(Key.of(1), 30, 8, 2);

  @TempDir Path folder;
  private ShardCache cache;

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
  void deletedTimestepsAreLeftOutAndMixedSamplesAddUp() {
    FrameShape kept = new FrameShape(2, 4, 2, 5, 6);
    List<Augmentation> steps =
        List.of(new TemporalDelete(2, Draw.SAMPLE), new MixUp(1, Draw.SAMPLE));
    Augmenter augmenter = new Augmenter(steps, Key.of(6));
    EventSamples samples =
        new EventSamples(cache, BINNING, new Reduction.None(), SHAPE.timesteps(), augmenter);
    assertThat(samples.minibatchTimesteps()).isEqualTo(2);
    boolean partnerIsLarger = false;
    int step = 0;
    try (MinibatchLoader loader =
        new MinibatchLoader(samples, PLAN.from(0, 0, 0, 1), LoaderConfig.of(kept))) {
      for (; loader.hasNext(); step++) {
        Minibatch batch = loader.next();
        for (int slot = 0; slot < 4; slot++) {
          Occasion occasion = new Occasion(0, step, batch.samples()[slot]);
          Mix mix = augmenter.mix(occasion, cache.size());
          requireMixture(batch, slot, mix, augmenter.kept(3, occasion), kept);
          partnerIsLarger |= mix.share() < 0.5;
        }
      }
    }
    assertThat(step).isEqualTo(PLAN.stepsPerEpoch());
    assertThat(partnerIsLarger).isTrue();
  }

  private void requireMixture(
      Minibatch batch, int slot, Mix mix, int[] timesteps, FrameShape kept) {
    FloatBuffer own = plain(batch.samples()[slot]);
    FloatBuffer other = plain(mix.partner());
    int size = kept.frameSize();
    for (int frame = 0; frame < timesteps.length; frame++) {
      for (int i = 0; i < size; i++) {
        int at = timesteps[frame] * size + i;
        double expected = mix.share() * own.get(at) + (1.0 - mix.share()) * other.get(at);
        assertThat((double) batch.input().get(kept.offset(frame, slot) + i))
            .isEqualTo(expected, within(1e-5));
      }
    }
    int label = cache.label(batch.samples()[slot]);
    int partner = cache.label(mix.partner());
    double share = label == partner ? 1 : mix.share();
    assertThat(batch.targets().share(slot, label)).isEqualTo(share, within(1e-7));
    assertThat(batch.labels()[slot]).isEqualTo(mix.share() >= 0.5 ? label : partner);
  }

  /** All frames of one sample. */
  private FloatBuffer plain(int sample) {
    FrameShape one = new FrameShape(3, 1, 2, 5, 6);
    FloatBuffer frames = FloatBuffer.allocate(one.size());
    Framing.accumulate(cache.events(sample), BINNING, one, 0, frames);
    return frames;
  }

  @Test
  void theNumberOfRanksChangesNoSample() {
    FrameShape kept = new FrameShape(2, 8, 2, 5, 6);
    List<Augmentation> steps =
        List.of(new Movement.Shift(1), new TemporalDelete(2, Draw.BATCH), new MixUp(1, Draw.BATCH));
    EventSamples samples =
        new EventSamples(cache, BINNING, new Reduction.None(), 3, new Augmenter(steps, Key.of(6)));
    BatchPlan one = new BatchPlan(Key.of(1), 30, 8, 1);
    FrameShape half = new FrameShape(2, 4, 2, 5, 6);
    try (MinibatchLoader whole =
            new MinibatchLoader(samples, one.from(0, 0, 0, 1), LoaderConfig.of(kept));
        MinibatchLoader second =
            new MinibatchLoader(samples, PLAN.from(1, 0, 0, 1), LoaderConfig.of(half))) {
      Minibatch all = whole.next();
      Minibatch part = second.next();
      for (int slot = 0; slot < 4; slot++) {
        assertThat(part.samples()[slot]).isEqualTo(all.samples()[4 + slot]);
        assertThat(part.targets().shares()[slot]).isEqualTo(all.targets().shares()[4 + slot]);
        for (int t = 0; t < 2; t++) {
          assertThat(part.input().slice(half.offset(t, slot), half.frameSize()))
              .isEqualTo(all.input().slice(kept.offset(t, 4 + slot), kept.frameSize()));
        }
      }
    }
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
    SampleSource stuck = stuck(interrupted);
    LoaderConfig config = new LoaderConfig(SHAPE, 2, Duration.ofMillis(100));
    try (MinibatchLoader loader = new MinibatchLoader(stuck, PLAN.from(0, 0, 0, 1), config)) {
      assertThatThrownBy(loader::next)
          .isInstanceOf(LoadingException.class)
          .hasMessage(
              "Cannot load a minibatch: none came within PT0.1S; is the storage of the shards reachable?");
      assertThat(loader.waitedNanos()).isGreaterThan(90_000_000L);
    }
    assertThat(interrupted.await(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
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

  private static SampleSource stuck(CountDownLatch interrupted) {
    return new SampleSource() {
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
          new CountDownLatch(1).await(Patience.SECONDS, TimeUnit.SECONDS);
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
