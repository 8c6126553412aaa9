package io.cofire.data.frames;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.Streams;
import io.cofire.data.events.EventStream;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.events.TimeOrder;
import io.cofire.data.random.Key;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FramingTest {

  private static final int[] TWO = {0, 1};
  private static final SensorGeometry SENSOR = new SensorGeometry(3, 2);

  @Test
  void countsGoToTheirTimestepSlotPolarityRowAndColumn() {
    EventStream events =
        new EventStream(
            SENSOR,
            new long[] {10, 20, 20, 30},
            new short[] {2, 0, 0, 1},
            new short[] {1, 0, 0, 1},
            new byte[] {1, 0, 0, 1});
    FrameShape shape = new FrameShape(2, 2, 2, 2, 3);
    FloatBuffer frames = FloatBuffer.allocate(shape.size());
    Framing.accumulate(events, new Binning.SjNumber(), shape, 1, frames);
    // [T,N,C,H,W] = [2,2,2,2,3]; slot 1 alone is written
    assertThat(frames.get(1 * 12 + 1 * 6 + 1 * 3 + 2)).as("t0 n1 ON y1 x2").isEqualTo(1);
    assertThat(frames.get(1 * 12 + 0)).as("t0 n1 OFF y0 x0").isEqualTo(1);
    assertThat(frames.get(24 + 12 + 0)).as("t1 n1 OFF y0 x0").isEqualTo(1);
    assertThat(frames.get(24 + 12 + 6 + 3 + 1)).as("t1 n1 ON y1 x1").isEqualTo(1);
    assertThat(sum(frames)).isEqualTo(4);
  }

  @Test
  void manyEventsOnOnePixelAreCountedWithoutClipping() {
    FrameShape shape = new FrameShape(1, 1, 2, 2, 3);
    FloatBuffer frames = FloatBuffer.allocate(shape.size());
    Framing.accumulate(Streams.at(new long[300]), new Binning.SjNumber(), shape, 0, frames);
    assertThat(frames.get(6 + 1)).isEqualTo(300);
  }

  /** Frames with few and with many events for their pixels, added to what is there. */
  @Test
  void denseAndSparseFramesAreThoseOfAPlainCount() {
    SplittableRandom random = Key.of(8).child("density").random();
    SensorGeometry sensor = new SensorGeometry(20, 10);
    FrameShape shape = new FrameShape(2, 3, 2, 10, 20);
    for (int size : new int[] {1, 100, 199, 200, 201, 400, 5_000}) {
      EventStream events = Streams.random(random, sensor, size);
      float[] expected = new float[shape.size()];
      FloatBuffer direct =
          ByteBuffer.allocateDirect(Float.BYTES * shape.size())
              .order(ByteOrder.nativeOrder())
              .asFloatBuffer();
      for (int i = 0; i < expected.length; i++) {
        expected[i] = i % 3;
        direct.put(i, i % 3);
      }
      Exposure half = new Exposure(new Binning.SjNumber(), new Reduction.None(), 2, TWO, 0.3F);
      Framing.accumulate(events, half, shape, 1, direct);
      EventStream sorted = TimeOrder.sorted(events);
      for (int i = 0; i < size; i++) {
        int step = i < size / 2 ? 0 : 1;
        int row = (sorted.polarities()[i] * 10 + sorted.ys()[i]) * 20;
        expected[shape.offset(step, 1) + row + sorted.xs()[i]] += 0.3F;
      }
      float[] found = new float[expected.length];
      direct.get(0, found);
      assertThat(found).as("%d events", size).isEqualTo(expected);
    }
  }

  /** Where a step back is, and how far, does not matter; nor that a difference has 65 bits. */
  @Test
  void anyStepBackIsFound() {
    SplittableRandom random = Key.of(9).child("steps").random();
    long[] edges = {
      Long.MIN_VALUE, Long.MIN_VALUE + 1, -1, 0, 1, Long.MAX_VALUE - 1, Long.MAX_VALUE
    };
    for (long earlier : edges) {
      for (long later : edges) {
        assertThat(TimeOrder.isSorted(new long[] {earlier, later})).isEqualTo(earlier <= later);
      }
    }
    for (int size : new int[] {0, 1, 2, 4_096, 4_097, 4_098, 10_000}) {
      long[] times = random.longs(size).sorted().toArray();
      assertThat(TimeOrder.isSorted(times)).isTrue();
      for (int at = 1; at < size; at += Math.max(1, size / 40)) {
        long[] other = times.clone();
        other[at] = other[at - 1] - 1;
        assertThat(TimeOrder.isSorted(other)).as("%d of %d", at, size).isFalse();
      }
    }
  }

  @Test
  void timesOfAnyDistanceAreOrderedAsByComparison() {
    SplittableRandom random = Key.of(6).child("order").random();
    for (long span : new long[] {3, 1_000_000, 1L << 50, Long.MAX_VALUE}) {
      long[] times = random.longs(5_000, -span, span).toArray();
      EventStream events = Streams.at(times.clone());
      for (int i = 0; i < times.length; i++) {
        events.xs()[i] = (short) i;
      }
      EventStream sorted = TimeOrder.sorted(events);
      int[] places =
          IntStream.range(0, times.length)
              .boxed()
              .sorted(Comparator.comparingLong(i -> times[i]))
              .mapToInt(Integer::intValue)
              .toArray();
      for (int i = 0; i < places.length; i++) {
        assertThat(sorted.xs()[i] & 0xFFFF).isEqualTo(places[i]);
        assertThat(sorted.timesMicros()[i]).isEqualTo(times[places[i]]);
      }
    }
  }

  @Test
  void unsortedEventsAreOrderedByTimeAndKeepTheirOrderAtEqualTimes() {
    EventStream events =
        new EventStream(
            SENSOR,
            new long[] {30, 10, 20, 10},
            new short[] {0, 1, 2, 0},
            new short[] {0, 1, 0, 1},
            new byte[] {0, 1, 0, 1});
    EventStream sorted = TimeOrder.sorted(events);
    assertThat(sorted.timesMicros()).containsExactly(10, 10, 20, 30);
    assertThat(sorted.xs()).containsExactly((short) 1, (short) 0, (short) 2, (short) 0);
    assertThat(sorted.ys()).containsExactly((short) 1, (short) 1, (short) 0, (short) 0);
    assertThat(sorted.polarities()).containsExactly((byte) 1, (byte) 1, (byte) 0, (byte) 0);
    assertThat(TimeOrder.sorted(sorted)).isSameAs(sorted);
  }

  /** The definitions of sj-number and sj-time leave no event out. */
  @Test
  void everyEventIsCountedOnce() {
    SplittableRandom random = Key.of(5).child("framing").random();
    for (int round = 0; round < 200; round++) {
      EventStream events = Streams.random(random, SENSOR, 1 + random.nextInt(60));
      FrameShape shape = new FrameShape(1 + random.nextInt(9), 1, 2, 2, 3);
      for (Binning binning : new Binning[] {new Binning.SjNumber(), new Binning.SjTime()}) {
        FloatBuffer frames = FloatBuffer.allocate(shape.size());
        Framing.accumulate(events, binning, shape, 0, frames);
        assertThat(sum(frames)).as("round %d, %s", round, binning).isEqualTo(events.size());
      }
    }
  }

  @Test
  void aSensorOfAnotherSizeIsRefused() {
    FrameShape shape = new FrameShape(1, 1, 2, 34, 34);
    assertThatThrownBy(
            () ->
                Framing.accumulate(
                    Streams.at(1),
                    new Binning.SjNumber(),
                    shape,
                    0,
                    FloatBuffer.allocate(shape.size())))
        .hasMessage(
            "Cannot frame a recording: a sensor of 3x2 gives frames of 2 x 2 x 3, the batch has 2 x 34 x 34");
  }

  @Test
  void anEventOutsideTheSensorIsRefused() {
    EventStream events =
        new EventStream(SENSOR, new long[] {1}, new short[] {3}, new short[] {0}, new byte[] {0});
    FrameShape shape = new FrameShape(1, 1, 2, 2, 3);
    assertThatThrownBy(
            () ->
                Framing.accumulate(
                    events, new Binning.SjNumber(), shape, 0, FloatBuffer.allocate(shape.size())))
        .hasMessage("Cannot frame event 0: pixel (3, 0) is outside the sensor of 3x2");
  }

  @Test
  void aShapeThatNoBufferCanHoldIsRefused() {
    assertThatThrownBy(() -> new FrameShape(100, 1000, 2, 512, 512))
        .hasMessageContaining("use a smaller batch");
    assertThatThrownBy(() -> new FrameShape(0, 1, 2, 2, 2))
        .hasMessage("Invalid frame shape [0,1,2,2,2]: each size must be at least 1");
  }

  private static double sum(FloatBuffer buffer) {
    double sum = 0;
    for (int i = 0; i < buffer.capacity(); i++) {
      sum += buffer.get(i);
    }
    return sum;
  }
}
