package io.cofire.driver.convert;

import io.cofire.data.errors.Misfit;
import io.cofire.data.events.EventSink;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.filters.EventFilter;
import io.cofire.data.filters.Screen;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.write.RecordingWriter;
import io.cofire.data.recordings.write.WrittenFormat;
import io.cofire.driver.inspect.RecordingFile;
import io.cofire.driver.inspect.RecordingFile.Decoded;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Writes a recording in another format. It is read once for its size and its number of events, once
 * for each filter that must look at all events first, and once to be written, so that nothing of it
 * need be held.
 *
 * @param input the recording
 * @param selection what of it is written
 * @param format the format that is written
 * @param output a new file, any Hadoop path
 */
public record Conversion(
    RecordingFile input, Selection selection, WrittenFormat format, String output) {

  /**
   * Writes the file; it has its name when it is whole.
   *
   * @throws Misfit if the file is there, the format cannot hold an event, or none is left
   * @throws io.cofire.data.errors.InvalidValue if the selection does not fit the sensor
   * @throws RecordingException if the recording cannot be read
   * @throws IOException if the storage fails
   */
  public Converted run(ConversionProgress progress) throws IOException {
    try (NewFile file = NewFile.at(output)) {
      Converted done = new Work(progress).run(file);
      file.keep();
      return done;
    }
  }

  /** One conversion while it is under way. */
  private final class Work {

    private final ConversionProgress progress;
    private final Survey survey = new Survey();
    private int passes;

    Work(ConversionProgress progress) {
      this.progress = progress;
    }

    Converted run(NewFile file) throws IOException {
      Decoded read = pass(survey);
      if (survey.events == 0) {
        throw new RecordingException(input.place(), "it has no events");
      }
      SensorGeometry sensor = read.sensor();
      Crop crop = selection.crop().orElse(Crop.whole(sensor));
      crop.requireOn(sensor);
      SensorGeometry left = selection.thinning().of(crop.size());
      List<Screen> screens = screens(sensor);
      try (RecordingWriter writer = format.open(output, left, file.begin())) {
        PlaceSink placed = new PlaceSink(crop, selection.thinning(), selection.shift(), writer);
        ScreenSink screened = new ScreenSink(selection.range(), screens, placed);
        write(screened, writer, file);
        requireSome(placed);
        finish(writer, file);
        return converted(read, left, screened, placed);
      }
    }

    /** A decoder may have made something else of what the writer threw. */
    private void write(ScreenSink screened, RecordingWriter writer, NewFile file)
        throws IOException {
      try {
        pass(screened);
      } catch (IOException | RuntimeException e) {
        RuntimeException first = writer.failure().orElse(null);
        if (first instanceof UncheckedIOException storage) {
          throw file.told(storage.getCause());
        }
        if (first != null) {
          throw first;
        }
        throw e;
      }
    }

    private static void finish(RecordingWriter writer, NewFile file) throws IOException {
      try {
        writer.finish();
      } catch (IOException e) {
        throw file.told(e);
      }
    }

    private Decoded pass(EventSink sink) throws IOException {
      passes++;
      return input.decode(new WatchedSink(progress, passes, survey.events, sink));
    }

    /** A screen for each filter; those that look first have looked. */
    private List<Screen> screens(SensorGeometry sensor) throws IOException {
      List<Supplier<Screen>> begun = new ArrayList<>();
      for (EventFilter filter : selection.filters()) {
        Screen screen = filter.screen(sensor);
        if (screen.looksFirst()) {
          List<Screen> before = begun.stream().map(Supplier::get).toList();
          pass(new ScreenSink(selection.range(), before, new LookSink(screen)));
          begun.add(() -> screen);
        } else {
          begun.add(() -> filter.screen(sensor));
        }
      }
      return begun.stream().map(Supplier::get).toList();
    }

    private void requireSome(PlaceSink placed) {
      if (placed.written() == 0) {
        throw new Misfit(
            String.format(
                Locale.ROOT,
                "Cannot convert %s: none of its %,d events, from %,d us to %,d us, is left; cut less away",
                input.place(),
                survey.events,
                survey.earliest,
                survey.latest));
      }
    }

    private Converted converted(
        Decoded read, SensorGeometry left, ScreenSink screened, PlaceSink placed) {
      Map<String, Long> dropped = new LinkedHashMap<>();
      long[] counts = screened.dropped();
      dropped.put("the time", counts[0]);
      for (int k = 0; k < selection.filters().size(); k++) {
        dropped.merge(selection.filters().get(k).word(), counts[1 + k], Long::sum);
      }
      dropped.put("the crop", placed.cropped());
      dropped.put("fewer pixels", placed.thinned());
      dropped.values().removeIf(count -> count == 0);
      return new Converted(
          placed.written(),
          left,
          dropped,
          read.findings().unit(),
          read.findings().left(),
          read.findings().doubts(survey.events, survey.earliest, survey.latest));
    }
  }
}
