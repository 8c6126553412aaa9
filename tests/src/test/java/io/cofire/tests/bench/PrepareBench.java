package io.cofire.tests.bench;

import io.cofire.data.events.EventSink;
import io.cofire.data.recordings.Recordings;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.RecordingInput;
import io.cofire.data.shards.ShardInfo;
import io.cofire.data.shards.ShardSet;
import io.cofire.data.shards.SplitInfo;
import io.cofire.data.simulate.DvsGestureFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/**
 * {@code cofire prepare} of a simulated DVS-Gesture folder, as a user starts it, with one task at a
 * time; beside it decoding of the same files and a plain copy of their bytes. A run on a folder
 * that is prepared already tells what starting Java and Spark costs, whatever the data.
 */
public final class PrepareBench {

  private static final int TRAIN_RECORDINGS = 49; // 61 of 1.63 million events each
  private static final int TEST_RECORDINGS = 12;
  private static final int ROUNDS = 3;
  private static final int REPEATED = 4;
  private static final int BUFFER_BYTES = 1 << 20;
  private static final double AIM = 20;
  private static final String ROW = "%-44s %10.1f %8.2f %8.2f%n";

  private final Path home;
  private final Path work;
  private final List<Path> files;
  private long events;

  private PrepareBench(Path home, Path work, List<Path> files) {
    this.home = home;
    this.work = work;
    this.files = files;
  }

  /** Prints the table; {@code args} are the project's root and a folder that keeps the input. */
  public static void main(String[] args) throws Exception {
    Locale.setDefault(Locale.ROOT);
    Path work = Files.createDirectories(Path.of(args[1]));
    Path input = work.resolve("dvs-gesture");
    if (!Files.exists(input)) {
      System.out.printf("simulating %s, once%n", input);
      new DvsGestureFolder(1, TRAIN_RECORDINGS, TEST_RECORDINGS).write(input, (done, total) -> {});
    }
    try (Stream<Path> inside = Files.list(input)) {
      List<Path> files = inside.filter(f -> f.toString().endsWith(".aedat")).sorted().toList();
      new PrepareBench(Path.of(args[0]), work, files).run(input);
    }
  }

  private void run(Path input) throws Exception {
    long bytes = files.stream().mapToLong(file -> file.toFile().length()).sum();
    CpuTime decode = CpuTime.of(ROUNDS, this::decode);
    CpuTime copy = CpuTime.of(ROUNDS, this::copy);
    Path output = work.resolve("shards");
    CommandTime start = CommandTime.WORST;
    CommandTime whole = CommandTime.WORST;
    CommandTime more = CommandTime.WORST;
    for (int i = 0; i < ROUNDS; i++) {
      delete(output);
      more = more.less(prepare(repeated(input), output));
      delete(output);
      whole = whole.less(prepare(input, output));
      start = start.less(prepare(input, output));
    }
    CommandTime job = whole.without(start);
    CommandTime warm = more.without(whole).over(REPEATED - 1);
    long shards = shardBytes(output);
    System.out.printf(
        "%,d events in %d recordings, %,d bytes; shards %,d bytes, %.1f%%%n",
        events, files.size(), bytes, shards, 100.0 * shards / bytes);
    System.out.printf("%n%-44s %10s %8s %8s%n", "one core", "M events/s", "CPU s", "wall s");
    row("plain copy of the bytes, file to file", copy);
    row("decode only", decode);
    row("cofire prepare, the whole command", whole);
    row("of that, starting Java and Spark", start);
    row("of that, preparing while Java compiles", job);
    row("preparing as many again, once compiled", warm);
    System.out.printf(
        "%nby CPU time, of the aim (%.0f M events/s a core): %.2f while Java compiles, %.2f once compiled, which is %.2f of decode only%n",
        AIM,
        events / job.cpuSeconds() / 1e6 / AIM,
        events / warm.cpuSeconds() / 1e6 / AIM,
        decode.medianSeconds() / warm.cpuSeconds());
    delete(output);
  }

  /** A folder with the same recordings several times, under other names. */
  private static Path repeated(Path input) throws IOException {
    Path folder = input.resolveSibling(input.getFileName() + "-repeated");
    if (Files.exists(folder)) {
      return folder;
    }
    Path half = Files.createDirectories(input.resolveSibling("half-" + folder.getFileName()));
    for (String list : List.of("trials_to_train.txt", "trials_to_test.txt")) {
      List<String> names = new ArrayList<>();
      for (int i = 0; i < REPEATED; i++) {
        for (String name : Files.readAllLines(input.resolve(list))) {
          String labels = name.replace(".aedat", "_labels.csv");
          names.add(i + name);
          link(half.resolve(i + name), input.resolve(name));
          link(half.resolve(i + labels), input.resolve(labels));
        }
      }
      Files.write(half.resolve(list), names);
    }
    return Files.move(half, folder);
  }

  private static void link(Path name, Path file) throws IOException {
    Files.deleteIfExists(name);
    Files.createLink(name, file);
  }

  private void row(String what, CpuTime time) {
    System.out.printf(
        ROW, what, time.millionsPerSecond(events), time.medianSeconds(), time.medianSeconds());
  }

  private void row(String what, CommandTime time) {
    System.out.printf(
        ROW, what, events / time.cpuSeconds() / 1e6, time.cpuSeconds(), time.wallSeconds());
  }

  private void decode() throws IOException {
    long[] count = new long[1];
    EventSink counter = (times, xs, ys, polarities, size) -> count[0] += size;
    for (Path file : files) {
      try (InputStream in = Files.newInputStream(file)) {
        Recordings.decode(new RecordingInput(file.toString(), in), DecodeOptions.none(), counter);
      }
    }
    events = count[0];
  }

  private void copy() throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    Path target = work.resolve("copy");
    for (Path file : files) {
      try (InputStream in = Files.newInputStream(file);
          OutputStream out = Files.newOutputStream(target)) {
        for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
          out.write(buffer, 0, read);
        }
      }
    }
    Files.delete(target);
  }

  private CommandTime prepare(Path input, Path output) throws Exception {
    return CommandTime.of(
        work.resolve("prepare.log"),
        home.resolve("deploy/cofire").toString(),
        "--master",
        "local[1]",
        "prepare",
        "dvs-gesture",
        input.toString(),
        output.toString(),
        "--subset",
        "--strict");
  }

  private static long shardBytes(Path output) {
    org.apache.hadoop.fs.Path folder = new org.apache.hadoop.fs.Path(output.toUri());
    return ShardSet.open(new Configuration(false), folder).manifest().splits().stream()
        .map(SplitInfo::shards)
        .flatMap(List::stream)
        .mapToLong(ShardInfo::bytes)
        .sum();
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> inside = Files.walk(folder)) {
      for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
