package io.cofire.driver.inspect;

import io.cofire.data.events.SensorGeometry;
import io.cofire.data.recordings.read.Discard;
import io.cofire.data.recordings.read.Findings;
import io.cofire.data.recordings.read.TakenUnit;
import io.cofire.driver.inspect.PixelCounts.Pixel;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one recording is like.
 *
 * @param format name of its format
 * @param sensor size of its sensor on the image
 * @param events number of events
 * @param on events of polarity 1
 * @param firstMicros earliest time; 0 without events
 * @param lastMicros latest time; 0 without events
 * @param reading how it was read
 * @param steps from one event to the next
 * @param extent where its events are
 * @param pixels pixels with events, or -1 where the sensor is too large to count them
 * @param hotPixels pixels with more than ten times the median of those, the busiest first
 * @param busiest the pixel with the most events; of no events where they are not counted
 */
public record RecordingFacts(
    String format,
    SensorGeometry sensor,
    long events,
    long on,
    long firstMicros,
    long lastMicros,
    Reading reading,
    Steps steps,
    Extent extent,
    long pixels,
    List<HotPixel> hotPixels,
    HotPixel busiest) {

  /** A pixel that fires far more than others, as a defect or a flickering light does. */
  public record HotPixel(int x, int y, int events) {}

  /** Where and when an event is. */
  public record Place(long micros, int x, int y) {}

  /**
   * How a recording was read.
   *
   * @param unit of its times, and who says so
   * @param stream that was read, where there are several
   * @param left streams that were not read
   * @param dropped what was dropped, where that was chosen, and how much
   * @param doubts what may have been read otherwise than it was meant
   */
  public record Reading(
      TakenUnit unit,
      Optional<String> stream,
      List<String> left,
      Map<Discard, Long> dropped,
      List<String> doubts) {
    /** Copies the collections. */
    public Reading {
      left = List.copyOf(left);
      dropped = Map.copyOf(dropped);
      doubts = List.copyOf(doubts);
    }
  }

  /**
   * From one event to the next, in the order of the file.
   *
   * @param backward events that are earlier than the one before them
   * @param furthestBackMicros most that an event is earlier than any before it
   * @param gaps times of at least 100 ms without events
   * @param longestGapMicros the longest time without events
   * @param longestGapFromMicros when it begins
   * @param duplicates events that equal another one: time, pixel and polarity
   */
  public record Steps(
      long backward,
      long furthestBackMicros,
      long gaps,
      long longestGapMicros,
      long longestGapFromMicros,
      long duplicates) {}

  /**
   * Where the events are; all 0 without events.
   *
   * @param first the first event of the file
   * @param last the last one
   */
  public record Extent(Place first, Place last, int minX, int maxX, int minY, int maxY) {}

  /**
   * Reads a recording once and counts.
   *
   * @throws io.cofire.data.recordings.read.RecordingException if it is not there or damaged
   * @throws IOException if the storage fails
   */
  public static RecordingFacts of(RecordingFile file) throws IOException {
    EventTally tally = new EventTally();
    RecordingFile.Decoded decoded = file.decode(tally);
    List<Pixel> fired = tally.finish();
    boolean complete = tally.pixels.complete();
    long first = tally.events == 0 ? 0 : tally.first;
    long last = tally.events == 0 ? 0 : tally.last;
    return new RecordingFacts(
        decoded.format(),
        decoded.sensor(),
        tally.events,
        tally.on,
        first,
        last,
        reading(decoded.findings(), tally.events, first, last),
        steps(tally),
        extent(tally),
        complete ? fired.size() : -1,
        complete ? PixelCounts.hot(fired).stream().map(RecordingFacts::hot).toList() : List.of(),
        complete ? hot(EventTally.busiest(fired)) : new HotPixel(0, 0, 0));
  }

  private static HotPixel hot(Pixel pixel) {
    return new HotPixel(pixel.x(), pixel.y(), pixel.events());
  }

  private static Reading reading(Findings findings, long events, long first, long last) {
    return new Reading(
        findings.unit(),
        findings.stream(),
        findings.left(),
        findings.discarded(),
        findings.doubts(events, first, last));
  }

  private static Steps steps(EventTally tally) {
    return new Steps(
        tally.backward,
        tally.furthest,
        tally.gaps,
        tally.longestGap,
        tally.longestGapFrom,
        tally.duplicates);
  }

  private static Extent extent(EventTally tally) {
    boolean none = tally.events == 0;
    return new Extent(
        tally.begin,
        tally.end,
        none ? 0 : tally.leftmost,
        tally.rightmost,
        none ? 0 : tally.topmost,
        tally.bottommost);
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

  /** What part of the events a number of them is. */
  public double share(long some) {
    return events == 0 ? 0 : (double) some / events;
  }
}
