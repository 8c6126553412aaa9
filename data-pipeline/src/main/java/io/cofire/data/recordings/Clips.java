package io.cofire.data.recordings;

import io.cofire.data.events.EventSink;
import io.cofire.data.recordings.read.BlockView;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.Discard;
import io.cofire.data.recordings.read.EndToEnd;
import io.cofire.data.recordings.read.FaultChoice;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.RecordingInput;
import io.cofire.data.recordings.read.Tolerance;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Cuts parts out of a recording in one pass and holds none of it. Events need not be in order of
 * time and parts may overlap. A fault is that of the part it is in: a part is whole if the last
 * event before the fault is behind its end.
 */
public final class Clips {

  private Clips() {}

  /**
   * Passes a recording once. Afterwards each part says whether it can be {@link Clip#problem used}.
   *
   * @param input the recording
   * @param options its conventions
   * @param clips the parts, each with what takes its events; a part may get none
   * @return what may have been read otherwise than it was meant, of what could be read
   * @throws RecordingException if the content is wrong and no part has an end before that of the
   *     recording; what the parts have got is then worthless
   * @throws IOException if the storage fails
   */
  public static List<String> cut(RecordingInput input, DecodeOptions options, List<Clip> clips)
      throws IOException {
    Cutter cutter = new Cutter(input, clips, options.faults());
    input.tolerate(cutter);
    try {
      Recordings.pass(input, options, cutter);
      cutter.end();
    } catch (RecordingException e) {
      cutter.fail(e);
    } catch (OutOfMemoryError | StackOverflowError e) {
      throw Recordings.exhausted(input, e);
    }
    boolean many = EndToEnd.isChosen(options);
    return input
        .findings()
        .doubts(many ? 0 : cutter.events, cutter.earliest, cutter.latest); // none of their sum
  }

  private static final class Cutter implements EventSink, Tolerance {

    private final RecordingInput input;
    private final List<Clip> clips;
    private final boolean disjoint; // one behind the other: only those that a block reaches matter
    private final FaultChoice choice;
    private final boolean endless; // all parts go on to the end: one fault refuses them all
    private long events;
    private long earliest = Long.MAX_VALUE;
    private long latest = Long.MIN_VALUE;
    private long last = Long.MIN_VALUE; // time of the event before a fault
    private RecordingException ending; // why the file ends too early, where that is let go

    Cutter(RecordingInput input, List<Clip> clips, FaultChoice choice) {
      this.input = input;
      this.clips = clips;
      this.choice = choice;
      this.endless = clips.stream().allMatch(Clip::isEndless);
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
        last = times[count - 1];
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

    @Override
    public boolean takesStrays() {
      return choice.dropsOutside() || !endless;
    }

    @Override
    public void stray(long micros, Supplier<RecordingException> refusal) throws RecordingException {
      if (!takesStrays()) {
        throw refusal.get();
      }
      clips.forEach(clip -> clip.stray(micros, refusal));
    }

    @Override
    public void cut(long bytes, RecordingException refusal) throws RecordingException {
      if (!choice.keepsWhole()) {
        throw refusal;
      }
      input.findings().discard(Discard.TAIL, bytes);
      ending = refusal;
    }

    void end() {
      clips.forEach(clip -> clip.end(choice));
      if (ending != null) {
        clips.forEach(clip -> clip.cut(ending, last));
      }
    }

    /** Refuses the parts that are not whole before the fault. */
    void fail(RecordingException fault) throws RecordingException {
      if (endless) {
        throw fault;
      }
      clips.forEach(clip -> clip.end(choice));
      clips.forEach(clip -> clip.fail(fault, last));
    }
  }
}
