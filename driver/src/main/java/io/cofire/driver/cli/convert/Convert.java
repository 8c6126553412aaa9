package io.cofire.driver.cli.convert;

import io.cofire.data.errors.InvalidValue;
import io.cofire.data.errors.Misfit;
import io.cofire.data.events.Micros;
import io.cofire.data.events.TimeRange;
import io.cofire.data.filters.FilterWords;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.write.WrittenFormat;
import io.cofire.driver.cli.Decoding;
import io.cofire.driver.convert.Conversion;
import io.cofire.driver.convert.Converted;
import io.cofire.driver.convert.Crop;
import io.cofire.driver.convert.Selection;
import io.cofire.driver.convert.Shift;
import io.cofire.driver.convert.Thinning;
import io.cofire.driver.inspect.RecordingFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cofire convert}: a recording, or a part of it, in another format. */
@Command(
    name = "convert",
    mixinStandardHelpOptions = true,
    description = "Writes a recording, or a part of it, in another format.")
public final class Convert implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "INPUT", description = "A recording; any Hadoop path.")
  private String input;

  @Parameters(index = "1", paramLabel = "OUTPUT", description = "A new file; any Hadoop path.")
  private String output;

  @Mixin private Decoding decoding;

  @Option(
      names = "--to-format",
      paramLabel = "NAME",
      description =
          "aedat4, evt3, dat, npz, hdf5, csv or parquet (default: by OUTPUT's ending: aedat4, raw,"
              + " dat, npz, h5, csv, parquet).")
  private Optional<String> format = Optional.empty();

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "First time, in the recording's own clock: 1500000 (us), 1500ms or 1.5s.")
  private Optional<String> from = Optional.empty();

  @Option(names = "--to", paramLabel = "TIME", description = "First time that is left out.")
  private Optional<String> to = Optional.empty();

  @Option(
      names = "--filter",
      paramLabel = "NAME:VALUE",
      description =
          "hot-pixels:EVENTS_PER_SECOND or background-activity:TIME; may be repeated, in order.")
  private List<String> filters = List.of();

  @Option(
      names = "--crop",
      paramLabel = "LEFT,TOP,WxH",
      description = "A part of the sensor; its corner becomes (0, 0).")
  private Optional<String> crop = Optional.empty();

  @Option(
      names = "--divide",
      paramLabel = "SIDE",
      description = "Squares of pixels become one with all their events (default: 1).")
  private int divide = 1;

  @Option(
      names = "--keep-every",
      paramLabel = "N",
      description = "Only every n-th column and row stays (default: 1).")
  private int keepEvery = 1;

  @Option(
      names = "--shift",
      paramLabel = "TIME",
      description = "Added to every time, such as -1.5s; first: the first event has time 0.")
  private Optional<String> shift = Optional.empty();

  @Spec private CommandSpec spec;

  /** Picocli makes it. */
  public Convert() {}

  @Override
  public Integer call() throws IOException {
    WrittenFormat written = written();
    RecordingFile recording = new RecordingFile(input, decoding.words().over(DecodeOptions.none()));
    Conversion conversion = new Conversion(recording, selection(), written, output);
    PrintWriter out = spec.commandLine().getOut();
    Converted done;
    try (ConversionLines progress = new ConversionLines(out)) {
      done = conversion.run(progress);
    }
    new ConvertedText(input, output, written, done).lines().forEach(out::println);
    out.flush();
    return 0;
  }

  private WrittenFormat written() {
    return format
        .map(name -> WrittenFormat.named(name, "--to-format"))
        .or(() -> WrittenFormat.ofFile(output))
        .orElseThrow(
            () ->
                new Misfit(
                    "Cannot tell the format of "
                        + output
                        + ": expected "
                        + WrittenFormat.endings()
                        + "; or state --to-format"));
  }

  private Selection selection() {
    return new Selection(
        range(),
        FilterWords.filters(filters, "--filter"),
        crop.map(Crop::of),
        new Thinning(divide, keepEvery),
        shift.map(Shift::of).orElse(Shift.NONE));
  }

  private TimeRange range() {
    long first = from.map(time -> Micros.of(time, "--from")).orElse(Long.MIN_VALUE);
    long end = to.map(time -> Micros.of(time, "--to")).orElse(Long.MAX_VALUE);
    if (first >= end) {
      throw new InvalidValue("--to", to.orElse(""), "must be after --from");
    }
    return new TimeRange(first, end);
  }
}
