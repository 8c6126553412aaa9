package io.cofire.data.recordings.columns;

import io.cofire.data.events.EventSink;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.EventBlock;
import io.cofire.data.recordings.read.Findings;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.SensorBounds;
import io.cofire.data.recordings.read.TakenUnit;
import io.cofire.data.recordings.read.TimeUnit;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** The lines of a text that are events, from the first on. */
final class TextRows {

  private final TextLines lines;
  private final TextColumns columns;
  private final SensorBounds bounds;
  private boolean more = true;
  private long events;
  private long falls; // times below the one before
  private long before = Long.MIN_VALUE;
  private Times times = Times.WHOLE;
  private TimeUnit unit = TimeUnit.BY_TYPE; // of times OF_UNIT
  private long time; // of the line
  private long x;
  private long y;
  private int polarity;

  /** How times are read. */
  private enum Times {
    /** Numbers without a unit yet. */
    WHOLE,
    WHOLE_MICROS,
    OF_UNIT
  }

  TextRows(TextLines lines, TextColumns columns, SensorBounds bounds) {
    this.lines = lines;
    this.columns = columns;
    this.bounds = bounds;
  }

  void decode(DecodeOptions options, Findings findings, EventSink sink) throws IOException {
    String where = "the name of column " + columns.timeName().orElse("");
    Optional<TakenUnit> stated = TakenUnit.stated(options, columns.unit(), where);
    TakenUnit taken = stated.isPresent() ? stated.get() : byType(sink);
    findings.take(taken);
    boolean whole = stated.isEmpty() && taken.unit() == TimeUnit.MICROSECONDS;
    times = whole ? Times.WHOLE_MICROS : Times.OF_UNIT;
    unit = taken.unit();
    EventBlock block = new EventBlock(sink);
    for (; more && parse(); next()) {
      add(block);
    }
    block.flush();
    if (columns.timeName().isEmpty() && falls > events / 10) {
      findings.doubt(
          String.format(
              Locale.ROOT,
              "has times that fall %,d times in %,d events, taken as t, x, y, p, which nothing names; name the columns if they are others",
              falls,
              events));
    }
  }

  /** Reads the line; false if the file ends within it, which the tolerance lets go. */
  private boolean parse() throws RecordingException {
    try {
      requireFields();
      time = time(columns.time());
      x = lines.whole(columns.x());
      y = lines.whole(columns.y());
      polarity = lines.polarity(columns.polarity());
      requireWhole();
      return true;
    } catch (RecordingException e) {
      lines.requireCut(e);
      more = false;
      return false;
    }
  }

  /**
   * A last line without its end is an event, as many programs write it: but not of a packed file
   * that is cut, nor where its time, which stands last, is the only one that steps back.
   */
  private void requireWhole() throws RecordingException {
    if (lines.ended()) {
      return;
    }
    boolean shortened = columns.time() == columns.count() - 1 && falls == 0 && time < before;
    if (shortened || lines.endsEarly()) {
      throw lines.wrong("event truncated", "the end of the line", lines.text(columns.count() - 1));
    }
  }

  private long time(int field) throws RecordingException {
    return switch (times) {
      case WHOLE -> lines.whole(field);
      case WHOLE_MICROS -> lines.wholeMicros(field);
      case OF_UNIT -> lines.micros(field, unit);
    };
  }

  /** Decides by the times themselves, and passes on the events that had to be held for that. */
  private TakenUnit byType(EventSink sink) throws IOException {
    TextTimes held = new TextTimes();
    EventBlock block = new EventBlock(held.sink());
    boolean fractional = false;
    for (; more && events < TextTimes.MOST; next()) {
      fractional = lines.isFractional(columns.time());
      if (fractional || !parse()) {
        break;
      }
      add(block);
    }
    block.flush();
    TakenUnit taken = TakenUnit.byType(fractional);
    try {
      held.release(taken.unit(), sink);
    } catch (NumberFormatException e) {
      throw lines.wrong("time before a line", "one in range", e.getMessage() + " " + taken.word());
    }
    return taken;
  }

  private void next() throws IOException {
    do {
      more = lines.next();
    } while (more && lines.comment());
  }

  private void requireFields() throws RecordingException {
    if (lines.fields() != columns.count()) {
      String remedy = lines.fields() > columns.count() ? "; name the columns" : "";
      throw lines.wrong(
          "event", columns.count() + " numbers", lines.fields() + " in the line" + remedy);
    }
  }

  private void add(EventBlock block) throws RecordingException {
    if (x < 0 || y < 0 || x >= bounds.width() || y >= bounds.height()) {
      bounds.stray(lines.offset(), time, x, y);
      return;
    }
    events++;
    falls += time < before ? 1 : 0;
    before = time;
    block.add(time, (int) x, (int) y, polarity);
  }
}
