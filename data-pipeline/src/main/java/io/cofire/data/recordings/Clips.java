package io.cofire.data.recordings;

import io.cofire.data.events.EventSink;
import io.cofire.data.recordings.read.BlockView;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.EndToEnd;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.RecordingInput;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

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
    boolean many = options.stream().filter(EndToEnd.STREAM::equals).isPresent();
    return input
        .findings()
        .doubts(many ? 0 : cutter.events, cutter.earliest, cutter.latest); // none of their sum
  }

  private static final class Cutter implements EventSink {

    private final List<Clip> clips;
    private final boolean disjoint; // one behind the other: only those that a block reaches matter
    private long events;
    private long earliest = Long.MAX_VALUE;
    private long latest = Long.MIN_VALUE;

    Cutter(List<Clip> clips) {
      this.clips = clips;
      this.disjoint =
          IntStream.range(1, clips.size())
              .allMatch(i -> end(clips.get(i - 1)) <= clips.get(i).range().fromMicros());
    }

    private static long end(Clip clip) {
      return clip.range().toMicros();
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
        reached(block).forEach(clip -> clip.accept(block));
      }
    }

    private List<Clip> reached(BlockView block) {
      if (!disjoint) {
        return clips;
      }
      int from = count(clip -> end(clip) <= block.earliest());
      int to = count(clip -> clip.range().fromMicros() <= block.latest());
      return clips.subList(from, Math.max(from, to));
    }

    /** How many of the first clips are as said; none behind them is. */
    private int count(Predicate<Clip> said) {
      int low = 0;
      int high = clips.size();
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (said.test(clips.get(middle))) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }
  }
}
