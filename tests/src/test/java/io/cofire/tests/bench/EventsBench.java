package io.cofire.tests.bench;

import io.cofire.data.events.EventSink;
import io.cofire.data.events.EventStream;
import io.cofire.data.frames.Binning;
import io.cofire.data.frames.FrameShape;
import io.cofire.data.frames.Framing;
import io.cofire.data.recordings.FixedWidthEncoders;
import io.cofire.data.recordings.Recordings;
import io.cofire.data.recordings.aedat.AedatEncoders;
import io.cofire.data.recordings.atis.AtisBinEncoder;
import io.cofire.data.recordings.prophesee.EvtEncoders;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.RecordingInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Events a second on one core, for each format: decoding a recording in memory block by block, to
 * an event stream, and the same with framing into 16 frames; beside them a plain copy of the same
 * bytes. Then from files to frames.
 */
public final class EventsBench {

  private static final int EVENTS = 1_000_000;
  private static final int ROUNDS = 5;
  private static final int TIMESTEPS = 16;
  private static final double FIXED_WIDTH_AIM = 100;
  private static final double EVT3_AIM = 50;
  private static final double FRAMING_AIM = 200;
  private static final double SHARE_AIM = 0.75;

  private static final FrameShape SHAPE =
      new FrameShape(
          TIMESTEPS,
          1,
          FrameShape.POLARITIES,
          MovingEdge.SENSOR.height(),
          MovingEdge.SENSOR.width());

  private EventsBench() {}

  private record Format(String name, boolean fixedWidth, Function<EventStream, byte[]> encoder) {}

  private static final List<Format> FORMATS =
      List.of(
          new Format("atis-bin", true, AtisBinEncoder::encode),
          new Format("slayer-bs3", true, FixedWidthEncoders::bs3),
          new Format("atis-td", true, FixedWidthEncoders::td),
          new Format("dat", true, FixedWidthEncoders::dat2),
          new Format("aedat2", true, AedatEncoders::aedat2),
          new Format("aedat3", true, AedatEncoders::aedat3),
          new Format("event-stream", false, AedatEncoders::eventStream),
          new Format("evt2", false, EvtEncoders::evt2),
          new Format("evt21", false, EvtEncoders::evt21),
          new Format("evt3", false, EvtEncoders::evt3));

  /** Prints the table; {@code args} names formats, all if there is none. */
  public static void main(String[] args) throws Exception {
    Locale.setDefault(Locale.ROOT);
    FilesBench files = FilesBench.cold(); // before anything is compiled
    EventStream events = MovingEdge.events(EVENTS);
    System.out.printf(
        "%,d events of a %s sensor; millions of events a second on one core, median (slowest-fastest) of %d%n%n",
        EVENTS, MovingEdge.SENSOR, ROUNDS);
    System.out.printf(
        "%-12s %8s %18s %17s %17s %17s %9s %11s %17s %8s%n",
        "format",
        "bytes/ev",
        "copy of the bytes",
        "decode, streaming",
        "copy of columns",
        "read whole",
        "of stream",
        "of possible",
        "whole + frame",
        "of copy");
    List<Row> rows = new ArrayList<>();
    List<String> wanted = Arrays.asList(args);
    for (Format format : FORMATS) {
      if (wanted.isEmpty() || wanted.contains(format.name)) {
        rows.add(measure(format, format.encoder.apply(events), events));
      }
    }
    double framing = measureFraming(events);
    files.printWarm(ROUNDS);
    printAims(rows, framing);
  }

  private static void printAims(List<Row> rows, double framing) {
    double slowestFixed =
        rows.stream()
            .filter(row -> row.format.fixedWidth)
            .mapToDouble(Row::whole)
            .min()
            .orElse(Double.NaN);
    double evt3 =
        rows.stream()
            .filter(row -> row.format.name.equals("evt3"))
            .mapToDouble(Row::whole)
            .min()
            .orElse(Double.NaN);
    System.out.printf(
        "%nof the aims: slowest fixed width %.2f (of %.0f M/s), EVT3 %.2f (of %.0f), framing %.2f (of %.0f), least share of streaming %.2f (of %.2f)%n",
        slowestFixed / FIXED_WIDTH_AIM,
        FIXED_WIDTH_AIM,
        evt3 / EVT3_AIM,
        EVT3_AIM,
        framing / FRAMING_AIM,
        FRAMING_AIM,
        rows.stream().mapToDouble(Row::share).min().orElse(Double.NaN) / SHARE_AIM,
        SHARE_AIM);
  }

  /** What was measured of a format: millions of events a second read whole, and of streaming. */
  private record Row(Format format, double whole, double share) {}

  private static Row measure(Format format, byte[] file, EventStream events) throws Exception {
    byte[] target = new byte[file.length];
    FloatBuffer frames = frames();
    List<CpuTime> times =
        CpuTime.alternating(
            ROUNDS,
            () -> System.arraycopy(file, 0, target, 0, file.length),
            () -> stream(format, file),
            () -> read(format, file),
            () -> frame(read(format, file), frames),
            () -> copied(events));
    CpuTime copy = times.get(0);
    CpuTime whole = times.get(2);
    // Whoever keeps what he decodes must at least write it once, into memory of its own.
    double possible = times.get(1).medianSeconds() + times.get(4).medianSeconds();
    double share = times.get(1).medianSeconds() / whole.medianSeconds();
    System.out.printf(
        "%-12s %8.2f %18s %17s %17s %17s %9.2f %11.2f %17s %8.3f%n",
        format.name,
        (double) file.length / EVENTS,
        cell(copy),
        cell(times.get(1)),
        cell(times.get(4)),
        cell(whole),
        share,
        possible / whole.medianSeconds(),
        cell(times.get(3)),
        copy.medianSeconds() / whole.medianSeconds());
    return new Row(format, whole.millionsPerSecond(EVENTS), share);
  }

  private static EventStream copied(EventStream events) {
    return new EventStream(
        events.geometry(),
        events.timesMicros().clone(),
        events.xs().clone(),
        events.ys().clone(),
        events.polarities().clone());
  }

  private static double measureFraming(EventStream events) throws Exception {
    FloatBuffer frames = frames();
    CpuTime time = CpuTime.of(ROUNDS, () -> frame(events, frames));
    System.out.printf("%-12s %94s%n", "framing", cell(time));
    return time.millionsPerSecond(EVENTS);
  }

  private static DecodeOptions options(Format format) {
    return DecodeOptions.sensor(MovingEdge.SENSOR).withFormat(format.name);
  }

  private static RecordingInput input(Format format, byte[] file) throws IOException {
    return new RecordingInput(format.name, new ByteArrayInputStream(file));
  }

  private static void stream(Format format, byte[] file) throws IOException {
    long[] count = new long[1];
    EventSink counter = (times, xs, ys, polarities, size) -> count[0] += size;
    Recordings.decode(input(format, file), options(format), counter);
    if (count[0] != EVENTS) {
      throw new IllegalStateException(format.name + " gave " + count[0] + " events");
    }
  }

  private static EventStream read(Format format, byte[] file) throws IOException {
    EventStream events = Recordings.read(input(format, file), options(format));
    if (events.size() != EVENTS) {
      throw new IllegalStateException(format.name + " gave " + events.size() + " events");
    }
    return events;
  }

  private static FloatBuffer frames() {
    return ByteBuffer.allocateDirect(Float.BYTES * SHAPE.size())
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  private static void frame(EventStream events, FloatBuffer frames) {
    Framing.accumulate(events, new Binning.SjNumber(), SHAPE, 0, frames);
  }

  private static String cell(CpuTime time) {
    return "%.0f (%s)".formatted(time.millionsPerSecond(EVENTS), time.spread(EVENTS));
  }
}
