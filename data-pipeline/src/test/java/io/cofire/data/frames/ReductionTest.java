package io.cofire.data.frames;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.Streams;
import io.cofire.data.events.EventBuilder;
import io.cofire.data.events.EventStream;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.random.Key;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

class ReductionTest {

  private static final SensorGeometry DVS128 = new SensorGeometry(128, 128);

  @Test
  void theSizesOfThePapers() {
    assertThat(new Reduction.Divide(3).apply(DVS128)).isEqualTo(new SensorGeometry(42, 42));
    assertThat(new Reduction.Divide(4).apply(DVS128)).isEqualTo(new SensorGeometry(32, 32));
    assertThat(new Reduction.None().apply(DVS128)).isEqualTo(DVS128);
  }

  @Test
  void squaresAreSummedAndTheIncompleteOnesDropped() {
    EventBuilder events = new EventBuilder();
    events.add(0, 0, 0, 1);
    events.add(1, 2, 2, 1);
    events.add(2, 3, 2, 1);
    events.add(3, 125, 125, 0);
    events.add(4, 126, 0, 0);
    events.add(5, 0, 127, 0);
    FrameShape shape = new FrameShape(1, 1, 2, 42, 42);
    FloatBuffer frames = frames(events.build(DVS128), new Binning.SjNumber(), 3, shape);
    int on = 42 * 42;
    assertThat(frames.get(on)).isEqualTo(2);
    assertThat(frames.get(on + 1)).isEqualTo(1);
    assertThat(frames.get(41 * 42 + 41)).isEqualTo(1);
    assertThat(sum(frames)).isEqualTo(4);
  }

  @Test
  void aDroppedEventStillCountsForTheTimestepsOfTheOthers() {
    EventBuilder events = new EventBuilder();
    events.add(0, 127, 0, 0);
    events.add(1, 127, 0, 0);
    events.add(2, 0, 0, 0);
    events.add(3, 127, 0, 0);
    FrameShape shape = new FrameShape(2, 1, 2, 42, 42);
    FloatBuffer frames = frames(events.build(DVS128), new Binning.SjNumber(), 3, shape);
    assertThat(frames.get(0)).isEqualTo(0);
    assertThat(frames.get(shape.offset(1, 0))).isEqualTo(1);
  }

  /** The definition: frames of the whole sensor, then sums of squares. */
  @Test
  void reducingEventsIsSummingSquaresOfFrames() {
    SensorGeometry sensor = new SensorGeometry(17, 11);
    Binning binning = new Binning.TonicTimeWindow(2000, 700);
    EventStream events = Streams.random(Key.of(3).random(), sensor, 400);
    FrameShape whole = FrameShape.events(5, 1, sensor);
    FloatBuffer large = FloatBuffer.allocate(whole.size());
    Framing.accumulate(events, binning, whole, 0, large);
    FrameShape small = new FrameShape(5, 1, 2, 2, 4);
    float[] expected = new float[small.size()];
    for (int plane = 0; plane < 10; plane++) {
      for (int y = 0; y < 8; y++) {
        for (int x = 0; x < 16; x++) {
          expected[(plane * 2 + y / 4) * 4 + x / 4] += large.get((plane * 11 + y) * 17 + x);
        }
      }
    }
    assertThat(frames(events, binning, 4, small).array()).isEqualTo(expected);
  }

  @Test
  void whatIsOutsideOrImpossibleIsRefused() {
    assertThatThrownBy(() -> new Reduction.Divide(0))
        .hasMessage("Invalid reduction.by: 0 (must be at least 1)");
    assertThatThrownBy(() -> new Reduction.Divide(129).apply(DVS128))
        .hasMessage("Invalid reduction.by: 129 (must be at most the side of the sensor, 128x128)");
    EventBuilder events = new EventBuilder();
    events.add(0, 128, 0, 0);
    assertThatThrownBy(
            () ->
                frames(
                    events.build(DVS128),
                    new Binning.SjNumber(),
                    3,
                    new FrameShape(1, 1, 2, 42, 42)))
        .hasMessage("Cannot frame event 0: pixel (128, 0) is outside the sensor of 128x128");
  }

  private static FloatBuffer frames(EventStream events, Binning binning, int by, FrameShape shape) {
    FloatBuffer frames = FloatBuffer.allocate(shape.size());
    Framing.accumulate(events, binning, new Reduction.Divide(by), shape, 0, frames);
    return frames;
  }

  private static double sum(FloatBuffer buffer) {
    double sum = 0;
    for (float value : buffer.array()) {
      sum += value;
    }
    return sum;
  }
}
