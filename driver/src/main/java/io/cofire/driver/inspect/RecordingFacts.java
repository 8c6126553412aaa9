package io.cofire.driver.inspect;

import io.cofire.data.events.EventSink;
import io.cofire.data.events.SensorGeometry;
import io.cofire.driver.inspect.PixelCounts.Pixel;
import java.io.IOException;
import java.util.List;

/**
 * What one recording is like.
 *
 * @param format name of its format
 * @param sensor size of its sensor on the image
 * @param events number of events
 * @param on events of polarity 1
 * @param firstMicros earliest time; 0 without events
 * @param lastMicros latest time; 0 without events
 * @param backwardSteps events that are earlier than the one before them
 * @param furthestBackMicros most that an event is earlier than any before it
 * @param pixels pixels with events, or -1 where the sensor is too large to count them
 * @param hotPixels pixels with more than ten times the median of those, the busiest first
 */
public record RecordingFacts(
    String format,
    SensorGeometry sensor,
    long events,
    long on,
    long firstMicros,
    long lastMicros,
    long backwardSteps,
    long furthestBackMicros,
    long pixels,
    List<HotPixel> hotPixels) {

  /** A pixel that fires far more than others, as a defect or a flickering light does. */
  public record HotPixel(int x, int y, int events) {}

  /**
   * Reads a recording once and counts.
   *
   * @throws io.cofire.data.recordings.read.RecordingException if it is not there or damaged
   * @throws IOException if the storage fails
   */
  public static RecordingFacts of(RecordingFile file) throws IOException {
    Counts counts = new Counts();
    RecordingFile.Decoded decoded = file.decode(counts);
    List<Pixel> fired = counts.pixels.fired();
    boolean complete = counts.pixels.complete();
    return new RecordingFacts(
        decoded.format(),
        decoded.sensor(),
        counts.events,
        counts.on,
        counts.events == 0 ? 0 : counts.first,
        counts.events == 0 ? 0 : counts.last,
        counts.backward,
        counts.furthest,
        complete ? fired.size() : -1,
        complete
            ? PixelCounts.hot(fired).stream()
                .map(pixel -> new HotPixel(pixel.x(), pixel.y(), pixel.events()))
                .toList()
            : List.of());
  }

  /** Copies the list. */
  public RecordingFacts {
    hotPixels = List.copyOf(hotPixels);
  }

  /** Time from the earliest to the latest event. */
  public long durationMicros() {
    long duration = lastMicros - firstMicros;
    return duration < 0 ? Long.MAX_VALUE : duration; // times may be any 64 bits
  }

  private static final class Counts implements EventSink {

    private final PixelCounts pixels = new PixelCounts();
    private long events;
    private long on;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;
    private long before = Long.MIN_VALUE;
    private long backward;
    private long furthest;

    @Override
    public void accept(long[] timesMicros, short[] xs, short[] ys, byte[] polarities, int count) {
      for (int i = 0; i < count; i++) {
        long time = timesMicros[i];
        if (time < before) {
          backward++;
          furthest = Math.max(furthest, last - time);
        }
        before = time;
        first = Math.min(first, time);
        last = Math.max(last, time);
        on += polarities[i];
        pixels.add(Short.toUnsignedInt(xs[i]), Short.toUnsignedInt(ys[i]));
      }
      events += count;
    }
  }
}
