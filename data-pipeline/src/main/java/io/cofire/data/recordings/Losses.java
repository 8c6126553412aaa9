package io.cofire.data.recordings;

import io.cofire.data.events.EventSink;
import io.cofire.data.recordings.read.Discard;
import io.cofire.data.recordings.read.FaultChoice;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.RecordingInput;
import io.cofire.data.recordings.read.Tolerance;
import java.util.Locale;
import java.util.function.Supplier;

/** What a recording that is read as a whole may lose by its faults, and what it has lost. */
final class Losses implements Tolerance {

  private final RecordingInput input;
  private final FaultChoice choice;
  private final EventCount kept;
  private long strays;
  private RecordingException first; // of the strays

  Losses(RecordingInput input, FaultChoice choice, EventSink sink) {
    this.input = input;
    this.choice = choice;
    this.kept = new EventCount(sink);
  }

  /** Passes events on, and counts them where a share of them decides. */
  private static final class EventCount implements EventSink {
    private final EventSink sink;
    private long events;

    EventCount(EventSink sink) {
      this.sink = sink;
    }

    @Override
    public void expect(long likely) {
      sink.expect(likely);
    }

    @Override
    public void accept(long[] timesMicros, short[] xs, short[] ys, byte[] polarities, int count) {
      events += count;
      sink.accept(timesMicros, xs, ys, polarities, count);
    }
  }

  /** Takes the events. */
  EventSink sink() {
    return choice.dropsOutside() ? kept : kept.sink;
  }

  @Override
  public boolean takesStrays() {
    return choice.dropsOutside();
  }

  @Override
  public void stray(long micros, Supplier<RecordingException> refusal) throws RecordingException {
    if (!choice.dropsOutside()) {
      throw refusal.get();
    }
    first = first == null ? refusal.get() : first;
    strays++;
  }

  @Override
  public void cut(long bytes, RecordingException refusal) throws RecordingException {
    if (!choice.keepsWhole()) {
      throw refusal;
    }
    input.findings().discard(Discard.TAIL, bytes);
  }

  /**
   * Notes what was lost, when all has been read.
   *
   * @throws RecordingException if more events are outside the sensor than may be dropped
   */
  void end() throws RecordingException {
    if (strays > choice.most(kept.events + strays)) {
      throw new RecordingException(
          input.name(), tooMany(strays, kept.events + strays, choice, first.problem()));
    }
    if (strays > 0) {
      input.findings().discard(Discard.OUTSIDE, strays);
    }
  }

  static String tooMany(long strays, long events, FaultChoice choice, String first) {
    return String.format(
        Locale.ROOT,
        "%,d of %,d events outside the sensor (expected at most %,d by faults %s); the first: %s",
        strays,
        events,
        choice.most(events),
        choice,
        first);
  }
}
