package io.cofire.driver.cli;

import io.cofire.data.datasets.LayoutOptions;
import io.cofire.data.datasets.LayoutOptions.Counts;
import io.cofire.data.datasets.SplitList;
import io.cofire.data.errors.InvalidValue;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.files.FileSystems;
import io.cofire.data.files.Storage;
import io.cofire.data.filters.FilterWords;
import io.cofire.data.imagefiles.ImageLayouts;
import io.cofire.data.recordings.DecodeWords;
import io.cofire.data.shards.Contents;
import io.cofire.data.shards.Contents.Accepted;
import io.cofire.data.shards.Dropped;
import io.cofire.data.shards.Rejected;
import io.cofire.data.shards.Remark;
import io.cofire.data.spark.PrepareConfig;
import io.cofire.data.spark.PrepareConfig.Rejections;
import io.cofire.data.spark.PrepareException;
import io.cofire.data.spark.PrepareJob;
import io.cofire.data.spark.PrepareResult;
import io.cofire.driver.prepared.PreparedJson;
import io.cofire.driver.prepared.PreparedLines;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cofire prepare}: a data set's folder becomes shards. */
@Command(
    name = "prepare",
    mixinStandardHelpOptions = true,
    description = "Turns a data set's folder into shards and a manifest; goes on where it stopped.")
final class Prepare implements Callable<Integer> {

  private static final int MOST_NAMED = 10;
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,5})x([0-9]{1,5})");

  @Parameters(paramLabel = "DATASET", description = "Layout of the folder, such as nmnist.")
  private String dataset;

  @Parameters(
      paramLabel = "INPUT",
      description = "The data set's folder, or a .zip or .tar of it; any Hadoop path.")
  private String input;

  @Parameters(paramLabel = "OUTPUT", description = "Where the shards go; any Hadoop path.")
  private String output;

  @Option(
      names = "--strict",
      description =
          "Fail when a recording or image cannot be read, or an entry of the folder that may be one"
              + " is not taken, instead of listing it.")
  private boolean strict;

  @Option(
      names = "--shard-bytes",
      paramLabel = "BYTES",
      description =
          "Close a shard when its recordings or images reach this length (default: 4 MiB of"
              + " recordings, 16 MiB of images).")
  private Optional<Long> shardBytes = Optional.empty();

  @Option(
      names = "--subset",
      description = "Take a part of a data set: its published numbers need not be there.")
  private boolean subset;

  @Option(
      names = "--split",
      paramLabel = "SPLIT",
      description =
          "Split of a data set without an official one, or of images in place of theirs: sew, tebn or random for cifar10-dvs; first:0.9, stratified:0.8, shuffled:0.9, folds:5, fold:1/5, numbered:100, below:100. Of any data set: all:test takes all as one split, for scoring alone.")
  private Optional<String> split = Optional.empty();

  @Option(
      names = "--split-file",
      paramLabel = "LIST",
      description =
          "The split of each sample of any data set: a line PATH SPLIT or PATH,SPLIT, with the path below INPUT.")
  private Optional<String> splitFile = Optional.empty();

  @Option(
      names = "--split-seed",
      paramLabel = "SEED",
      description = "Decides a random split (default: 1).")
  private Optional<Long> splitSeed = Optional.empty();

  @Option(
      names = "--shuffle",
      paramLabel = "SEED",
      description =
          "Mix the samples of each split over its shards, so that each has some of every class: for"
              + " training by data.shuffle windows.")
  private Optional<Long> shuffle = Optional.empty();

  @Mixin private Decoding decoding;

  @Option(
      names = "--filter",
      paramLabel = "NAME:VALUE",
      description =
          "Events of each recording that are left out: hot-pixels:EVENTS_PER_SECOND or"
              + " background-activity:TIME; may be repeated, in order.")
  private List<String> filters = List.of();

  @Option(
      names = "--lenient",
      description = "Keep image files that end early or are damaged, for a decoder to make do.")
  private boolean lenient;

  @Option(
      names = "--decode",
      description = "Decode every image file, and reject what cannot be, not only what is cut.")
  private boolean decode;

  @Option(
      names = "--short-side",
      paramLabel = "PIXELS",
      description = "Make larger image files smaller, to this length of their short side.")
  private Optional<Integer> shortSide = Optional.empty();

  @Option(
      names = "--quality",
      paramLabel = "1..100",
      description = "Quality of the JPEG that --short-side writes (default: 95).")
  private Optional<Integer> quality = Optional.empty();

  @Option(
      names = "--json",
      description = "Print what the folder was taken for as JSON, and progress as errors are.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrepareConfig config = config();
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter progress = json ? spec.commandLine().getErr() : out;
    try (Session session = Session.plain("cofire prepare " + dataset)) {
      PrepareResult result = prepare(session, config, progress);
      if (json) {
        out.println(PreparedJson.of(output, result).toPrettyString());
        out.flush();
      } else {
        print(result, out);
      }
    }
    return 0;
  }

  private static PrepareResult prepare(Session session, PrepareConfig config, PrintWriter out) {
    boolean images = ImageLayouts.find(config.dataset()).isPresent();
    try (CountedProgress progress = new CountedProgress(out, images ? "images" : "recordings")) {
      return PrepareJob.run(session.context(), config, progress);
    } catch (PrepareException e) {
      print(e.rejected(), out);
      out.flush();
      throw e;
    }
  }

  private PrepareConfig config() throws IOException {
    boolean asked = lenient || decode || shortSide.isPresent();
    if (asked && ImageLayouts.find(dataset).isEmpty()) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "Cannot prepare %s: --lenient, --decode and --short-side are about image files; leave them out",
              dataset));
    }
    requireFitting();
    if (lenient && decode) {
      throw new UsageException(
          "Cannot prepare: --lenient keeps what --decode rejects; leave one out");
    }
    try {
      Rejections rejections = strict ? Rejections.FAIL : Rejections.LIST;
      long bytes = shardBytes.orElse(PrepareConfig.defaultShardInputBytes(dataset));
      return new PrepareConfig(
          dataset, input, output, bytes, rejections, layout(), images(), decoding(), shuffle);
    } catch (InvalidValue e) {
      throw new UsageException("Cannot prepare: " + e.getMessage());
    }
  }

  private DecodeWords decoding() {
    return decoding.withoutSensor().filtering(FilterWords.filters(filters, "--filter"));
  }

  /** Refuses an option that another makes idle. */
  private void requireFitting() {
    if (split.isPresent() && splitFile.isPresent()) {
      throw new UsageException(
          "Cannot prepare: --split-file says what --split would decide; leave one out");
    }
    boolean unasked = splitFile.isPresent() || split.filter(text -> !isRandom(text)).isPresent();
    if (splitSeed.isPresent() && unasked) {
      throw new UsageException(
          "Cannot prepare: --split-seed decides random splits, and this one is not; leave it out");
    }
    if (quality.isPresent() && shortSide.isEmpty()) {
      throw new UsageException(
          "Cannot prepare: --quality is that of the pictures that --short-side writes; leave it out");
    }
  }

  private static boolean isRandom(String split) {
    return split.matches("(?:random|stratified:|shuffled:|folds?:).*");
  }

  private Contents.Images images() {
    Accepted whole = decode ? Accepted.DECODED : Accepted.WHOLE;
    Accepted accepted = lenient ? Accepted.LENIENT : whole;
    return shortSide.isEmpty()
        ? new Contents.Original(accepted)
        : new Contents.Reencoded(accepted, shortSide.get(), quality.orElse(95));
  }

  private LayoutOptions layout() throws IOException {
    Counts counts = subset ? Counts.ANY : Counts.PUBLISHED;
    return new LayoutOptions(
        counts,
        split,
        splitSeed.orElse(1L),
        decoding.sensor().map(Prepare::sensor),
        splitFile.isPresent() ? Optional.of(list(splitFile.get())) : Optional.empty());
  }

  private static SplitList list(String file) throws IOException {
    try {
      Path path = FileSystems.path(file);
      try (InputStream in = Storage.of(Preflight.hadoop(), path).files().open(path)) {
        return SplitList.read(file, in);
      }
    } catch (FileNotFoundException e) {
      throw new UsageException(
          String.format(
              Locale.ROOT, "Cannot read --split-file %s: no such file; check the path", file));
    }
  }

  private static SensorGeometry sensor(String text) {
    Matcher size = SIZE.matcher(text);
    if (!size.matches()) {
      throw new InvalidValue("--sensor", text, "must be WIDTHxHEIGHT, such as 128x128");
    }
    return new SensorGeometry(Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2)));
  }

  private void print(PrepareResult result, PrintWriter out) {
    Contents contents = result.manifest().contents();
    String word = contents.word();
    PreparedLines.of(result).forEach(line -> out.printf(Locale.ROOT, "%s%n", line));
    List<Rejected> rejected = result.manifest().rejected();
    print(rejected, out);
    NotTaken.print(result.passedOver(), out);
    printRemarks(contents, out);
    printDropped(contents, out);
    String how =
        switch (result.outcome()) {
          case PREPARED -> "prepared";
          case RESUMED -> "prepared, with what an interrupted run had finished";
          case ALREADY_PREPARED -> "already prepared, nothing to do";
        };
    int left = result.passedOver().size();
    String notTaken = left == 0 ? "" : String.format(Locale.ROOT, ", %,d entries not taken", left);
    out.printf(
        Locale.ROOT, "%s: %s; %d %s rejected%s%n", output, how, rejected.size(), word, notTaken);
    out.flush();
  }

  private static void print(List<Rejected> rejected, PrintWriter out) {
    for (Rejected one : rejected.subList(0, Math.min(MOST_NAMED, rejected.size()))) {
      out.printf(Locale.ROOT, "rejected: %s: %s%n", one.path(), one.reason());
    }
  }

  private static void printRemarks(Contents contents, PrintWriter out) {
    List<Remark> units = contents.either(Contents.Events::units, images -> List.of());
    for (Remark unit : units) {
      out.printf(Locale.ROOT, "times: %s: %s%n", of(unit), unit.text());
    }
    List<Remark> doubts = contents.either(Contents.Events::doubts, images -> List.of());
    for (Remark doubt : doubts) {
      out.printf(Locale.ROOT, "warning: %s: it %s%n", of(doubt), doubt.text());
    }
  }

  private static void printDropped(Contents contents, PrintWriter out) {
    List<Dropped> dropped = contents.either(Contents.Events::dropped, images -> List.of());
    for (Dropped one : dropped) {
      String names = named(one.first(), one.recordings());
      out.printf(Locale.ROOT, "dropped: %s: %s: %,d%n", names, one.what(), one.count());
    }
  }

  private static String of(Remark remark) {
    return named(remark.first(), remark.recordings());
  }

  private static String named(String first, long recordings) {
    return recordings == 1
        ? first
        : String.format(Locale.ROOT, "%s and %,d more", first, recordings - 1);
  }
}
