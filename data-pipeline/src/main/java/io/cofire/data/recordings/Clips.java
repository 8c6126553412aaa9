package io.cofire.data.recordings;

import io.cofire.data.events.EventSink;
import io.cofire.data.recordings.read.BlockView;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.RecordingInput;
import java.io.IOException;
import java.util.List;

/**
 * Cuts parts out of a recording in one pass and holds none of it. Events need not be in order of
 * time and parts may overlap.
 */
public final class Clips {

  private Clips() {}

  /**
   * Passes a recording once.
   *
   * @param input the recording
   * @param options its conventions
   * @param clips the parts, each with what takes its events; a part may get none
   * @return what may have been read otherwise than it was meant, of the whole recording
   * @throws RecordingException if the content is wrong; what the parts have got is then worthless
   * @throws IOException if the storage fails
   */
  public static List<String> cut(RecordingInput input, DecodeOptions options, List<Clip> clips)
      throws IOException {
    Cutter cutter = new Cutter(clips);
    Recordings.decode(input, options, cutter);
    return input.findings().doubts(cutter.events, cutter.earliest, cutter.latest);
  }

  private static final class Cutter implements EventSink {

    private final List<Clip> clips;
    private long events;
    private long earliest = Long.MAX_VALUE;
    private long latest = Long.MIN_VALUE;

    Cutter(List<Clip> clips) {
      this.clips = clips;
    }

    @Override
    public void expect(long events) {
      clips.forEach(clip -> clip.expect(events / clips.size()));
    }

    @Override
    public void accept(long[] times, short[] xs, short[] ys, byte[] polarities, int count) {
      if (count > 0) {
        BlockView block = BlockView.of(times, xs, ys, polarities, count);
        events += count;
        earliest = Math.min(earliest, block.earliest());
        latest = Math.max(latest, block.latest());
        clips.forEach(clip -> clip.accept(block));
      }
    }
  }
}
