package io.cofire.data.datasets;

import io.cofire.data.events.SensorGeometry;
import io.cofire.data.files.FileTree;
import io.cofire.data.files.PassedOver;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.Orientation;
import io.cofire.data.recordings.read.TimeUnit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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
  private record Line(FileTree.Entry file, String className) {
    private LabelledEntry labelled(Map<String, Integer> labels) {
      return LabelledEntry.whole(file.path(), file.bytes(), labels.get(className));
    }
  }

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
          options ->
              options.withOrientation(Orientation.TRANSPOSE).withOwnUnit(TimeUnit.MICROSECONDS));

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
          options -> options.withOwnUnit(TimeUnit.MICROSECONDS));

  private static final Pattern LINE =
      Pattern.compile(
          "(?<path>(?:\\S*?(?<folder>[^/\\s]+)/+)?[^/\\s]+)\\s+(?<number>[0-9]{1,9})(?:\\s.*)?");
  private static final String ENDING = ".npz";

  @Override
  public DecodeOptions decoding(SensorGeometry size) {
    return conventions.apply(DecodeOptions.sensor(size));
  }

  @Override
  public boolean isListed(String path) {
    return path.endsWith(ENDING);
  }

  @Override
  public DatasetIndex index(FileTree tree, LayoutOptions options) throws IOException {
    options.requireOfficial(name);
    ListedPaths paths = new ListedPaths(name, tree, options);
    ClassNumbers numbers = new ClassNumbers(paths);
    Map<String, List<Line>> bySplit = new HashMap<>();
    for (SplitText list : lists) {
      Optional<String> path = paths.highest(list.file());
      if (path.isPresent()) {
        bySplit.put(list.split(), lines(paths, numbers, list, path.get()));
      } else if (!options.isOwn() || paths.count() == 0) {
        String problem = "no " + list.file() + " among " + paths.count() + " files";
        throw paths.wrong(problem, "the folder");
      }
    }
    DatasetIndex index = labelled(options, bySplit, paths.missing());
    if (options.counts() == LayoutOptions.Counts.PUBLISHED) {
      expected.require(tree, index, options);
    }
    return index.asAsked(tree, options);
  }

  private List<Line> lines(ListedPaths paths, ClassNumbers numbers, SplitText list, String path)
      throws IOException {
    String above = path.substring(0, path.lastIndexOf('/') + 1) + list.folder();
    List<Line> lines = new ArrayList<>();
    for (ListLine line : paths.lines(path)) {
      Matcher words = LINE.matcher(line.text());
      if (!words.matches()) {
        throw paths.wrong(
            line.place() + ": expected a path and the number of a class, found " + line.text(),
            "the list");
      }
      int number = Integer.parseInt(words.group("number"));
      String folder = words.group("folder");
      if (folder != null && !folder.startsWith(".")) {
        numbers.add(line, folder, number);
      }
      String file = words.group("path") + (words.group("path").endsWith(ENDING) ? "" : ENDING);
      String className = byFolder && folder != null ? folder : String.valueOf(number);
      paths.named(line, above, file).ifPresent(there -> lines.add(new Line(there, className)));
    }
    if (lines.isEmpty()) {
      throw paths.wrong("no recording of " + path + " is there", "the folder");
    }
    return lines;
  }

  private DatasetIndex labelled(
      LayoutOptions options, Map<String, List<Line>> bySplit, List<PassedOver> missing) {
    List<String> classes =
        ClassFolders.sorted(
            bySplit.values().stream().flatMap(List::stream).map(Line::className).toList());
    Map<String, Integer> labels = ClassFolders.labels(classes);
    List<SplitEntries> splits = new ArrayList<>();
    for (SplitFolders.Named<Line> split : SplitFolders.ordered(bySplit)) {
      List<LabelledEntry> entries =
          split.members().stream().map(line -> line.labelled(labels)).toList();
      splits.add(new SplitEntries(split.name(), entries));
    }
    return new DatasetIndex(name, options.sensor().orElse(sensor), classes, splits, missing);
  }
}
