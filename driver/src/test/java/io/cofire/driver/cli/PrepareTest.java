package io.cofire.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cofire.data.events.EventStream;
import io.cofire.data.recordings.Recordings;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.RecordingInput;
import io.cofire.data.shards.Contents;
import io.cofire.data.shards.Manifest;
import io.cofire.data.shards.Sample;
import io.cofire.data.shards.Shard;
import io.cofire.data.shards.ShardInfo;
import io.cofire.data.shards.ShardSet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command in this process, with a local Spark. */
class PrepareTest {

  private static final int USAGE = 2;
  private static final int DATA = 3;

  @TempDir Path folder;

  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream errorsBefore = System.err;
  private final PrintStream printedBefore = System.out;

  @BeforeEach
  void listen() {
    System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restore() {
    System.setErr(errorsBefore);
    System.setOut(printedBefore);
  }

  /** The simulator's labels say what each trial is and where it lies; its recording, what of. */
  @Test
  void theSimulatedGesturesComeOutAsTheirLabelsSay() throws IOException {
    Path input = folder.resolve("gestures");
    assertThat(
            Cofire.execute(
                "simulate",
                input.toString(),
                "--layout=dvs-gesture",
                "--per-class=1",
                "--test-per-class=1"))
        .isZero();

    assertThat(Cofire.execute("prepare", "dvs-gesture", input.toString(), out())).isEqualTo(DATA);
    assertThat(text(errors))
        .contains(
            "cofire: Cannot index data set dvs-gesture in file:"
                + input
                + ": 8 recordings in split train (expected 1176); fetch what is missing, or take a"
                + " part of it with --subset\n");
    assertThat(folder.resolve("out")).doesNotExist();

    assertThat(
            Cofire.execute(
                "prepare",
                "dvs-gesture",
                input.toString(),
                out(),
                "--subset",
                "--shard-bytes=3000000",
                "--strict"))
        .isZero();
    Manifest manifest = manifest();
    for (String split : List.of("train", "test")) {
      String user = split.equals("train") ? "user01_fluorescent" : "user02_fluorescent";
      Map<String, Sample> samples = samples(split);
      assertThat(samples.keySet()).isEqualTo(compare(input.resolve(user), samples));
      assertThat(manifest.split(split).shards()).hasSizeGreaterThan(2);
      assertThat(manifest.split(split).labels()).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7);
    }
    assertThat(text(printed)).contains("train: 8 recordings, ", "; 0 recordings rejected");
  }

  @Test
  void allThatAStrictPreparationRefusesIsListed() throws IOException {
    Path own = Files.createDirectories(folder.resolve("own/left"));
    Files.writeString(own.resolve("a.csv"), "t,x,y,p\n1,1,1,1\n");
    Files.writeString(own.resolve("b.csv"), "hello");
    Files.writeString(own.resolve("c.csv"), "t,x,y,p\n1,1,1,9\n");
    int code =
        Cofire.execute(
            "prepare",
            "folder",
            own.getParent().toString(),
            out(),
            "--sensor=8x8",
            "--split=all:test",
            "--strict");
    assertThat(code).isEqualTo(3);
    assertThat(text(printed)).contains("rejected: left/b.csv: ", "rejected: left/c.csv: ");
  }

  @Test
  void aPathThatIsNotThereHasNoOtherFault() {
    String none = folder.resolve("none").toString();
    assertThat(Cofire.execute("prepare", "folder", none, out())).isEqualTo(3);
  }

  /** Compares the trials of a recording; gives their names. */
  private static Set<String> compare(Path recording, Map<String, Sample> samples)
      throws IOException {
    Path file = Path.of(recording + ".aedat");
    EventStream whole;
    try (InputStream in = Files.newInputStream(file)) {
      whole = Recordings.read(new RecordingInput(file.toString(), in), DecodeOptions.none());
    }
    Set<String> ids = new HashSet<>();
    for (String line : Files.readAllLines(Path.of(recording + "_labels.csv")).subList(1, 9)) {
      String[] fields = line.split(",", -1);
      String id = "%s@%s-%s".formatted(file.getFileName(), fields[1], fields[2]);
      ids.add(id);
      Sample sample = samples.get(id);
      assertThat(sample.label()).isEqualTo(Integer.parseInt(fields[0]) - 1);
      assertSame(sample.events(), whole, Long.parseLong(fields[1]), Long.parseLong(fields[2]));
    }
    return ids;
  }

  private static void assertSame(EventStream trial, EventStream whole, long start, long end) {
    int next = 0;
    for (int i = 0; i < whole.size(); i++) {
      long time = whole.timesMicros()[i];
      if (time >= start && time < end) {
        boolean same =
            trial.timesMicros()[next] == time
                && trial.xs()[next] == whole.xs()[i]
                && trial.ys()[next] == whole.ys()[i]
                && trial.polarities()[next] == whole.polarities()[i];
        assertThat(same).as("event %d of the trial from %d", next, start).isTrue();
        next++;
      }
    }
    assertThat(trial.size()).isEqualTo(next).isPositive();
  }

  @Test
  void onesOwnFolderIsSplitAsAskedAndCutWhereAsked() throws IOException {
    Path simulated = folder.resolve("simulated");
    assertThat(
            Cofire.execute("simulate", simulated.toString(), "--per-class=4", "--test-per-class=1"))
        .isZero();
    String input = simulated.resolve("Train").toString();
    String[] options = {"--sensor=34x34", "--split=stratified:0.5", "--shard-bytes=1"};

    List<List<String>> trained = new ArrayList<>();
    for (String seed : List.of("1", "1", "2")) {
      String output = folder.resolve("out" + trained.size()).toString();
      String[] command = {
        "prepare", "folder", input, output, options[0], options[1], options[2], "--split-seed", seed
      };
      assertThat(Cofire.execute(command)).as(text(errors)).isZero();
      Manifest manifest = manifest("out" + trained.size());
      assertThat(manifest.sensor().toString()).isEqualTo("34x34");
      assertThat(manifest.split("train").shards()).hasSize(16).allMatch(s -> s.samples() == 1);
      assertThat(manifest.split("test").samples()).isEqualTo(16);
      trained.add(List.copyOf(samples("out" + trained.size(), "train").keySet()));
    }
    assertThat(trained.get(1)).isEqualTo(trained.get(0));
    assertThat(trained.get(2)).isNotEqualTo(trained.get(0));
  }

  @Test
  void samplesAreMixedOverTheirShardsAndItIsSaidHowWell() throws IOException {
    Path simulated = folder.resolve("simulated");
    assertThat(
            Cofire.execute(
                "simulate", simulated.toString(), "--per-class=12", "--test-per-class=1"))
        .isZero();
    List<Double> shares = new ArrayList<>();
    for (String[] shuffle : new String[][] {{"--strict"}, {"--shuffle=3", "--strict"}}) {
      printed.reset();
      List<String> command =
          new ArrayList<>(
              List.of("prepare", "nmnist", simulated.toString(), out() + shares.size()));
      command.addAll(List.of(shuffle));
      command.add("--subset");
      assertThat(Cofire.execute(command.toArray(String[]::new))).as(text(errors)).isZero();
      Matcher said =
          Pattern.compile(
                  "train: the largest class has ([0-9.]+)% of a window of 12 and 12.5% of the split(; .*)?\n")
              .matcher(text(printed));
      assertThat(said.find()).as(text(printed)).isTrue();
      shares.add(Double.valueOf(said.group(1)));
      assertThat(said.group(2))
          .isEqualTo(
              shares.size() == 1 ? "; data.shuffle windows needs them mixed, by --shuffle" : null);
    }
    assertThat(shares.get(0)).isGreaterThan(90);
    assertThat(shares.get(1)).isLessThan(50);
  }

  @Test
  void namesAreShownWithEscapesWhereverTheyArePrinted() throws IOException {
    Path input = folder.resolve("named");
    for (String name : List.of("l\u001b[2Jeft\nrejected: x", "right")) {
      Path classes = Files.createDirectories(input.resolve(name));
      Files.writeString(classes.resolve("a.csv"), "0 1 1 1\n");
      Files.writeString(classes.resolve("d.csv"), "0 1 1 1\n");
      Files.writeString(classes.resolve("b\u0007.csv"), "none\n");
      Files.createSymbolicLink(classes.resolve("c\u009b.csv"), folder.resolve("nothing"));
    }
    String[] command = {
      "prepare", "folder", input.toString(), out(), "--sensor=4x4", "--split=first:0.5"
    };
    assertThat(Cofire.execute(command)).as(text(errors)).isZero();
    assertThat(text(printed))
        .contains(
            "rejected: l\\u001b[2Jeft\\nrejected: x/b\\u0007.csv: ",
            "not taken: links to nothing: 2 (l\\u001b[2Jeft\\nrejected: x/c\\u009b.csv, right/c",
            "2 recordings rejected, 2 entries not taken\n")
        .doesNotContain("\u001b", "\u0007", "\u009b", "\nrejected: x");
  }

  /** Two classes of text in nanoseconds, of which nothing says so. */
  @Test
  void decodingOptionsDecideTheEventsAndAreAPartOfTheSet() throws IOException {
    Path input = folder.resolve("input");
    for (String name : List.of("a/1.csv", "a/2.csv", "b/1.csv", "b/2.csv")) {
      Path file = input.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "3,4,1,0\n5,6,0,2000000\n");
    }
    String[] command = {
      "prepare",
      "folder",
      input.toString(),
      out(),
      "--sensor=8x9",
      "--columns=x,y,p,t",
      "--time-unit=ns",
      "--orientation=transpose",
      "--polarity=inverted",
      "--split=first:0.5"
    };
    assertThat(Cofire.execute(command)).as(text(errors)).isZero();
    Manifest manifest = manifest();
    Contents.Events contents = (Contents.Events) manifest.contents();
    assertThat(contents.decoding())
        .hasToString(
            "{columns=x,y,p,t, orientation=transpose, polarity=inverted, time-unit=nanoseconds}");
    assertThat(manifest.sensor()).hasToString("9x8");
    EventStream events = samples("train").get("a/1.csv").events();
    assertThat(events.timesMicros()).containsExactly(0, 2000);
    assertThat(events.xs()).containsExactly((short) 4, (short) 6);
    assertThat(events.polarities()).containsExactly((byte) 0, (byte) 1);
    assertThat(text(printed)).contains("times: a/1.csv and 3 more: nanoseconds, by the option");

    assertThat(Cofire.execute(command)).isZero();
    assertThat(text(printed)).contains("already prepared, nothing to do");
    assertThat(
            Cofire.execute(
                "prepare",
                "folder",
                input.toString(),
                out(),
                "--sensor=8x9",
                "--columns=x,y,p,t",
                "--split=first:0.5"))
        .isEqualTo(DATA);
    assertThat(text(errors))
        .contains("it was read with [--columns=x,y,p,t --orientation=transpose")
        .contains("and is asked for with [--columns=x,y,p,t]");

    String other = folder.resolve("other").toString();
    assertThat(
            Cofire.execute(
                "prepare",
                "folder",
                input.toString(),
                other,
                "--sensor=8x9",
                "--columns=x,y,p,t",
                "--time-unit=ms",
                "--split=first:0.5"))
        .isZero();
    Files.writeString(input.resolve("a/1.csv"), "3,4,1,0\n5,6,0,2000\n");
    assertThat(
            Cofire.execute(
                "prepare",
                "folder",
                input.toString(),
                other + "2",
                "--sensor=8x9",
                "--columns=x,y,p,t",
                "--time-unit=ns",
                "--split=first:0.5"))
        .isZero();
    assertThat(text(printed))
        .contains("warning: a/1.csv: it lasts under 1 ms if its times are nanoseconds (by the");
  }

  @Test
  void programsReadWhatTheFolderWasTakenFor() throws IOException {
    Path input = folder.resolve("input");
    for (String name : List.of("train/a/1.csv", "train/a/2.csv", "train/b/1.csv", "test/b/1.csv")) {
      Path file = input.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "t,x,y,p\n0,1,1,1\n900,2,1,0\n9000,7,7,0\n");
    }
    Files.writeString(input.resolve("train/b/2.csv"), "t,x,y,p\n0,1,1,7\n");
    Files.writeString(input.resolve("train/b/._1.csv"), "");
    String[] command = {"prepare", "folder", input.toString(), out(), "--sensor=8x8", "--json"};

    assertThat(Cofire.execute(command)).as(text(errors)).isZero();

    JsonNode facts = new ObjectMapper().readTree(text(printed));
    assertThat(facts.get("outcome").asText()).isEqualTo("prepared");
    assertThat(facts.get("classes")).hasToString("[\"a\",\"b\"]");
    JsonNode train = facts.get("splits").get(0);
    assertThat(train.get("name").asText()).isEqualTo("train");
    assertThat(train.get("samples_of_class")).hasToString("[2,1]");
    assertThat(train.get("events").asInt()).isEqualTo(9);
    assertThat(train.get("median_micros").asInt()).isEqualTo(9000);
    assertThat(train.get("median_events").asInt()).isEqualTo(3);
    assertThat(facts.get("rejected").get(0).get("path").asText()).isEqualTo("train/b/2.csv");
    assertThat(facts.get("not_taken").get(0).get("reason").asText()).isEqualTo("left by macOS");
    assertThat(facts.get("times").get(0).get("recordings").asInt()).isEqualTo(4);
    printed.reset();
    assertThat(Cofire.execute(command)).isZero();
    JsonNode again = new ObjectMapper().readTree(text(printed));
    assertThat(again.get("outcome").asText()).isEqualTo("already_prepared");
    assertThat(again.get("splits").get(0).has("median_micros")).isFalse();
  }

  @Test
  void filtersDecideTheEventsAndAreAPartOfTheSet() throws IOException {
    Path input = folder.resolve("input");
    for (String name : List.of("a/1.csv", "a/2.csv", "b/1.csv", "b/2.csv", "b/3.csv")) {
      Path file = input.resolve(name);
      Files.createDirectories(file.getParent());
      boolean lonely = name.equals("b/2.csv");
      Files.writeString(
          file, lonely ? "0 1 1 1\n9000 7 7 0\n" : "0 1 1 1\n900 2 1 0\n9000 7 7 0\n");
    }
    String[] command = {
      "prepare",
      "folder",
      input.toString(),
      out(),
      "--sensor=8x8",
      "--split=first:0.5",
      "--filter=Background-Activity:1ms",
      "--filter=hot-pixels:2000.0"
    };

    assertThat(Cofire.execute(command)).as(text(errors)).isZero();

    assertThat(((Contents.Events) manifest().contents()).decoding())
        .hasToString("{filter=background-activity:1000,hot-pixels:2000}");
    EventStream events = samples("train").get("a/1.csv").events();
    assertThat(events.timesMicros()).containsExactly(900);
    assertThat(events.xs()).containsExactly((short) 2);
    assertThat(events.polarities()).containsExactly((byte) 0);
    assertThat(text(printed))
        .contains(
            "rejected: b/2.csv: none of its 2 events is left by background-activity:1000,"
                + " hot-pixels:2000\n");
    assertThat(Cofire.execute(command)).isZero();
    assertThat(text(printed)).contains("already prepared, nothing to do");
    String[] without = Arrays.copyOf(command, command.length - 1);
    assertThat(Cofire.execute(without)).isEqualTo(DATA);
    assertThat(text(errors))
        .contains("it was read with [--filter=background-activity:1000,hot-pixels:2000], and is");
  }

  @Test
  void filtersThatCannotBeAreToldBeforeSparkStarts() {
    assertThat(Cofire.execute("prepare", "folder", "in", out(), "--filter=denoise"))
        .isEqualTo(USAGE);
    assertThat(text(errors))
        .contains("cofire: Cannot prepare: Invalid --filter: denoise (expected hot-pixels:EVENTS_");
  }

  @Test
  void valuesThatCannotBeAreToldBeforeSparkStarts() {
    assertThat(Cofire.execute("prepare", "folder", "in", out(), "--sensor=wide")).isEqualTo(USAGE);
    assertThat(Cofire.execute("prepare", "folder", "in", out(), "--sensor=0x9")).isEqualTo(USAGE);
    assertThat(Cofire.execute("prepare", "folder", "in", out(), "--shard-bytes=0"))
        .isEqualTo(USAGE);
    assertThat(text(errors).lines())
        .containsExactly(
            "cofire: Cannot prepare: Invalid --sensor: wide (must be WIDTHxHEIGHT, such as"
                + " 128x128)",
            "cofire: Cannot prepare: Invalid sensor size: 0x9 (each side must be in 1..65536)",
            "cofire: Cannot prepare: Invalid shardInputBytes: 0 (must be in 1..1073741824)");
  }

  @Test
  void optionsThatHaveNoEffectAreRefused() throws IOException {
    Path list = Files.writeString(folder.resolve("list.txt"), "a/1.csv train\n");
    String[][] idle = {
      {"--split=all:test", "--split-file=" + list},
      {"--split=first:0.5", "--split-seed=3"},
      {"--split-file=" + list, "--split-seed=3"},
      {"--quality=80"},
      {"--split-file=" + folder.resolve("nowhere")},
    };
    for (String[] options : idle) {
      List<String> command = new ArrayList<>(List.of("prepare", "image-folder", "in", out()));
      command.addAll(List.of(options));
      assertThat(Cofire.execute(command.toArray(String[]::new))).isEqualTo(USAGE);
    }
    assertThat(text(errors).lines())
        .containsExactly(
            "cofire: Cannot prepare: --split-file says what --split would decide; leave one out",
            "cofire: Cannot prepare: --split-seed decides random splits, and this one is not; leave"
                + " it out",
            "cofire: Cannot prepare: --split-seed decides random splits, and this one is not; leave"
                + " it out",
            "cofire: Cannot prepare: --quality is that of the pictures that --short-side writes;"
                + " leave it out",
            "cofire: Cannot read --split-file "
                + folder.resolve("nowhere")
                + ": no such file; check the path");
  }

  /** The command is at fault and not the data, which it is held against. */
  @Test
  void whatALayoutDoesNotTakeIsAMistakeOfTheCommand() throws IOException {
    Path input = folder.resolve("input");
    for (String name : List.of("Train/1/a.bin", "Test/1/a.bin", "a/1.png", "a/1.csv")) {
      Files.createDirectories(input.resolve(name).getParent());
      Files.writeString(input.resolve(name), "1");
    }
    String[][] commands = {
      {"es-imagenet", "--split=first:0.5"},
      {"nmnist", "--split-seed=3"},
      {"hardvs", "--split=folds:2"},
      {"tiny-imagenet", "--split=first:0.5"},
      {"image-folder", "--sensor=9x9"},
      {"image-folder", "--time-unit=ns"},
      {"image-folder", "--filter=hot-pixels:9"},
      {"folder"},
      {"folders"},
    };
    for (String[] options : commands) {
      List<String> command = new ArrayList<>(List.of("prepare"));
      command.addAll(List.of(options));
      command.addAll(List.of(input.toString(), out(), "--subset"));
      assertThat(Cofire.execute(command.toArray(String[]::new))).as(text(errors)).isEqualTo(USAGE);
    }
    assertThat(text(errors).lines())
        .hasSize(commands.length)
        .allMatch(line -> line.matches(".*(leave --[^ ]+ out|state it with --sensor.*|Unknown.*)"));
  }

  @Test
  void whatAFolderWasTakenForIsSaid() throws IOException {
    Path input = folder.resolve("input");
    String[] paths = {"a/1", "a/2", "a/3", "b/1", "b/2", "c/1"};
    for (String path : paths) {
      Path file = input.resolve(path + ".csv");
      Files.createDirectories(file.getParent());
      Files.writeString(file, path.startsWith("c") ? "none\n" : "0 1 1 1\n2500 1 1 0\n");
    }
    Path list = folder.resolve("list.csv");
    Files.writeString(
        list,
        """
        path,split
        a/1.csv,train
        a/2.csv,train
        b/1.csv,train
        c/1.csv,train
        a/3.csv,test
        """);
    String[] command = {
      "prepare", "folder", input.toString(), out(), "--sensor=4x4", "--split-file=" + list
    };
    assertThat(Cofire.execute(command)).isEqualTo(DATA);
    assertThat(text(errors))
        .contains("list.csv says nothing of 1 of 6 samples, such as b/2.csv; add a line for each");

    Files.writeString(list, Files.readString(list) + "b/2.csv,train\n");
    assertThat(Cofire.execute(command)).as(text(errors)).isZero();
    assertThat(text(printed))
        .contains(
            "classes: 3 (a, b, c)\n",
            "train: 4 recordings, 8 events, 1 shards\n",
            "train: 2 of a, 2 of b, 0 of c; median 2.500 ms and 2 events\n",
            "test: 1 of a, 0 of b, 0 of c; median 2.500 ms and 2 events\n",
            "warning: no recordings are left of 1 of the classes: c; see what was rejected\n",
            "warning: test has no recordings of 1 of the classes: b\n");
  }

  @Test
  void aFileInPlaceOfAFolderIsOneSentence() throws IOException {
    Path file = Files.writeString(folder.resolve("a.csv"), "0 1 1 1\n");
    for (String layout : List.of("folder", "nmnist", "image-folder")) {
      assertThat(Cofire.execute("prepare", layout, file.toString(), out(), "--subset"))
          .isEqualTo(DATA);
    }
    assertThat(text(errors).lines())
        .hasSize(3)
        .allMatch(line -> line.startsWith("cofire: Cannot read data set file:" + file + ": it is"));
  }

  private Map<String, Sample> samples(String split) {
    return samples("out", split);
  }

  private Map<String, Sample> samples(String output, String split) {
    ShardSet set = open(output);
    Map<String, Sample> samples = new TreeMap<>();
    for (ShardInfo info : set.manifest().split(split).shards()) {
      Shard shard = set.read(info);
      for (int i = 0; i < shard.size(); i++) {
        samples.put(shard.sample(i).id(), shard.sample(i));
      }
    }
    return samples;
  }

  private Manifest manifest() {
    return manifest("out");
  }

  private Manifest manifest(String output) {
    return open(output).manifest();
  }

  private ShardSet open(String output) {
    String path = folder.resolve(output).toString();
    return ShardSet.open(new Configuration(false), new org.apache.hadoop.fs.Path(path));
  }

  private String out() {
    return folder.resolve("out").toString();
  }

  private static String text(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8);
  }
}
