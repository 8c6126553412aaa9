package io.cofire.data.datasets;

import io.cofire.data.events.SensorGeometry;
import io.cofire.data.files.FileTree;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.Orientation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A data set whose lists say of each recording which split it is in, and its class: a text for each
 * split, a line {@code PATH NUMBER ...} for each recording, whose path may leave {@code .npz} out.
 *
 * @param name of the layout
 * @param sensor size of the sensor
 * @param lists the texts, in the order of the splits
 * @param byFolder whether a class is called as the folder of its recordings; else by its number
 * @param expected what is published
 * @param conventions how its files are read, beyond the size of the sensor
 */
record ListedRecordings(
    String name,
    SensorGeometry sensor,
    List<SplitText> lists,
    boolean byFolder,
    Expected expected,
    UnaryOperator<DecodeOptions> conventions)
    implements DatasetLayout {

  /**
   * The list of a split.
   *
   * @param split that it is of
   * @param file its name
   * @param folder where its paths begin, beside it
   */
  private record SplitText(String split, String file, String folder) {}

  /** A line of a list. */
  private record Line(FileTree.Entry file, String className) {}

  /**
   * ES-ImageNet (Lin 2021): ImageNet's images moved in eight steps by software. Its files have the
   * row first and then the column; they are read as SpikingJelly does (es_imagenet.py), on 256x256.
   * The authors' own loader also moves images that are no squares to the middle, and cuts 224x224.
   */
  static final ListedRecordings ES_IMAGENET =
      new ListedRecordings(
          "es-imagenet",
          new SensorGeometry(256, 256),
          List.of(
              new SplitText(SplitFolders.TRAIN, "trainlabel.txt", "train/"),
              new SplitText(SplitFolders.TEST, "vallabel.txt", "val/")),
          false,
          Expected.split(1000, 1_257_035, 49_881),
          options -> options.withOrientation(Orientation.TRANSPOSE));

  /** HARDVS (Wang 2022): 300 actions before a DAVIS346; numbers of its paper, Section 4. */
  static final ListedRecordings HARDVS =
      new ListedRecordings(
          "hardvs",
          new SensorGeometry(346, 260),
          List.of(
              new SplitText(SplitFolders.TRAIN, "train_label.txt", ""),
              new SplitText(SplitFolders.VAL, "val_label.txt", ""),
              new SplitText(SplitFolders.TEST, "test_label.txt", "")),
          true,
          new Expected(300, Map.of("train", 64_526, "val", 10_734, "test", 32_386)),
          UnaryOperator.identity());

  private static final Pattern LINE = Pattern.compile("\\s*(\\S+)\\s+([0-9]{1,9})(?:\\s.*)?");
  private static final String ENDING = ".npz";

  @Override
  public DecodeOptions decoding(SensorGeometry size) {
    return conventions.apply(DecodeOptions.sensor(size));
  }

  @Override
  public DatasetIndex index(FileTree tree, LayoutOptions options) throws IOException {
    options.requireOfficial(name);
    Map<String, FileTree.Entry> files = new HashMap<>();
    tree.files().forEach(file -> files.put(file.path(), file));
    Map<String, List<Line>> bySplit = new HashMap<>();
    for (SplitText list : lists) {
      Optional<String> path = found(files, list);
      if (path.isPresent()) {
        bySplit.put(list.split(), lines(tree, options, files, list, path.get()));
      } else if (!options.isOwn() || files.isEmpty()) {
        throw wrong(tree, "no " + list.file() + " among " + files.size() + " files", "the folder");
      }
    }
    DatasetIndex index = labelled(tree, options, bySplit);
    if (options.counts() == LayoutOptions.Counts.PUBLISHED) {
      expected.require(tree, index, options);
    }
    return index.asAsked(tree, options);
  }

  /** The one that lies highest. */
  private static Optional<String> found(Map<String, FileTree.Entry> files, SplitText list) {
    return files.keySet().stream()
        .filter(path -> path.equals(list.file()) || path.endsWith("/" + list.file()))
        .min((a, b) -> a.length() == b.length() ? a.compareTo(b) : a.length() - b.length());
  }

  private List<Line> lines(
      FileTree tree,
      LayoutOptions options,
      Map<String, FileTree.Entry> files,
      SplitText list,
      String path)
      throws IOException {
    String folder = path.substring(0, path.lastIndexOf('/') + 1) + list.folder();
    List<Line> lines = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(tree.open(path), StandardCharsets.UTF_8))) {
      int number = 0;
      for (String text = reader.readLine(); text != null; text = reader.readLine()) {
        number++;
        String line = number == 1 ? text.replaceFirst("^\uFEFF", "") : text;
        if (!line.isBlank()) {
          String place = path + ", line " + number;
          line(tree, options, files, folder, place, line).ifPresent(lines::add);
        }
      }
    }
    if (lines.isEmpty()) {
      throw wrong(tree, "no recording of " + path + " is there", "the folder");
    }
    return lines;
  }

  private Optional<Line> line(
      FileTree tree,
      LayoutOptions options,
      Map<String, FileTree.Entry> files,
      String folder,
      String place,
      String text) {
    Matcher line = LINE.matcher(text);
    if (!line.matches()) {
      throw wrong(
          tree, place + ": expected a path and the number of a class, found " + text, "the list");
    }
    String path = folder + line.group(1) + (line.group(1).endsWith(ENDING) ? "" : ENDING);
    FileTree.Entry file = files.get(path);
    if (file == null && options.counts() == LayoutOptions.Counts.PUBLISHED) {
      throw wrong(
          tree,
          place + " lists " + path + ", which is not there",
          "the folder, or take a part of it with --subset");
    }
    String[] parts = path.split("/", -1);
    String className =
        byFolder && parts.length > 1
            ? parts[parts.length - 2]
            : String.valueOf(Integer.parseInt(line.group(2)));
    return Optional.ofNullable(file).map(there -> new Line(there, className));
  }

  private DatasetIndex labelled(
      FileTree tree, LayoutOptions options, Map<String, List<Line>> bySplit) {
    List<String> classes =
        ClassFolders.sorted(
            bySplit.values().stream().flatMap(List::stream).map(Line::className).toList());
    Map<String, Integer> labels = ClassFolders.labels(classes);
    List<SplitEntries> splits = new ArrayList<>();
    Map<String, String> seen = new HashMap<>();
    for (SplitFolders.Named<Line> split : SplitFolders.ordered(bySplit)) {
      List<LabelledEntry> entries = new ArrayList<>();
      for (Line line : split.members()) {
        String path = line.file().path();
        String before = seen.put(path, split.name());
        if (before != null) {
          throw wrong(
              tree, path + " is listed in " + before + " and in " + split.name(), "the lists");
        }
        entries.add(LabelledEntry.whole(path, line.file().bytes(), labels.get(line.className())));
      }
      splits.add(new SplitEntries(split.name(), entries));
    }
    return new DatasetIndex(name, options.sensor().orElse(sensor), classes, splits);
  }

  private DatasetException wrong(FileTree tree, String problem, String remedy) {
    return new DatasetException(
        String.format(
            Locale.ROOT,
            "Cannot index data set %s in %s: %s; check %s",
            name,
            tree.root(),
            problem,
            remedy));
  }
}
