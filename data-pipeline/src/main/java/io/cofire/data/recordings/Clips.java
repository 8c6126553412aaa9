package io.cofire.data.recordings;

import io.cofire.data.events.EventBuilder;
import io.cofire.data.events.EventSink;
import io.cofire.data.events.EventStream;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.events.TimeRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts parts out of a recording in one pass; only the parts are held in memory. Events need not be
 * in order of time and parts may overlap.
 */
public final class Clips {

  private Clips() {}

  /**
   * Reads parts of a recording.
   *
   * @param input the recording
   * @param options its conventions
   * @param sensor size of the frames; an event outside is an error
   * @param ranges the parts
   * @return the events of each part, in the order of the file; a part may have none
   * @throws RecordingException if the content is wrong
   * @throws IOException if the storage fails
   */
  public static List<EventStream> read(
      RecordingInput input, DecodeOptions options, SensorGeometry sensor, List<TimeRange> ranges)
      throws IOException {
    List<Clip> clips = new ArrayList<>();
    ranges.forEach(range -> clips.add(new Clip(range, sensor)));
    Recordings.decode(
        input,
        options,
        (times, xs, ys, polarities, count) ->
            clips.forEach(clip -> clip.accept(times, xs, ys, polarities, count)));
    List<EventStream> streams = new ArrayList<>();
    for (Clip clip : clips) {
      if (clip.outside > 0) {
        throw new RecordingException(
            input.name(), "%d events outside the sensor of %s".formatted(clip.outside, sensor));
      }
      streams.add(clip.events.build(sensor));
    }
    return streams;
  }

  private static final class Clip implements EventSink {

    private final EventBuilder events = new EventBuilder();
    private final TimeRange range;
    private final SensorGeometry sensor;
    private long outside;

    Clip(TimeRange range, SensorGeometry sensor) {
      this.range = range;
      this.sensor = sensor;
    }

    @Override
    public void accept(long[] times, short[] xs, short[] ys, byte[] polarities, int count) {
      long from = range.fromMicros();
      long to = range.toMicros();
      for (int i = 0; i < count; i++) {
        if (times[i] >= from && times[i] < to) {
          int x = xs[i] & 0xFFFF;
          int y = ys[i] & 0xFFFF;
          if (x >= sensor.width() || y >= sensor.height()) {
            outside++;
          } else {
            events.add(times[i], x, y, polarities[i]);
          }
        }
      }
    }
  }
}
