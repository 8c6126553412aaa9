package io.cofire.data.datasets;

import io.cofire.data.errors.Misfit;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.files.FileTree;
import io.cofire.data.recordings.read.DecodeOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A data set that names the class of each recording in its path, and its split if it has an
 * official one. Files that do not fit the pattern are passed over.
 *
 * @param name name of the layout
 * @param looksLike what its paths look like, for messages
 * @param sensor size of the sensor; empty where the user must state it
 * @param recording path of a recording, with a group for its class and one for an official split
 * @param classNames full names of classes that paths abbreviate
 * @param splits names of ready-made splits with their {@link Splitting}
 * @param standardSplit what splits it unless chosen otherwise; empty where the split is official
 * @param expected what it is published to hold; empty for one's own data
 * @param conventions how its files are read, beyond the size of the sensor
 */
record ClassFolders(
    String name,
    String looksLike,
    Optional<SensorGeometry> sensor,
    Pattern recording,
    Map<String, String> classNames,
    Map<String, String> splits,
    Optional<String> standardSplit,
    Optional<Expected> expected,
    UnaryOperator<DecodeOptions> conventions)
    implements DatasetLayout {

  private static final Pattern AEDAT4 = Pattern.compile(".*" + PublishedFolders.ending("aedat4"));
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

  @Override
  public DecodeOptions decoding(SensorGeometry size) {
    return conventions.apply(DecodeOptions.sensor(size));
  }

  /** The conventions are those of raw addresses: AEDAT 4 has none. */
  @Override
  public DecodeOptions decoding(SensorGeometry size, String path) {
    return AEDAT4.matcher(path).matches() ? DecodeOptions.sensor(size) : decoding(size);
  }

  @Override
  public DatasetIndex index(FileTree tree, LayoutOptions options) throws IOException {
    if (official()) {
      options.requireOfficial(name);
    }
    List<FileTree.Entry> files = tree.files(); // first: a wrong path has no other fault
    SensorGeometry size =
        options.sensor().or(() -> sensor).orElseThrow(() -> unknownSensor(name, tree));
    Map<String, List<FileTree.Entry>> bySplit = new HashMap<>();
    List<String> classes = new ArrayList<>();
    for (FileTree.Entry file : files) {
      Matcher matcher = recording.matcher(file.path());
      if (matcher.matches()) {
        classes.add(className(matcher));
        String split = split(matcher, options);
        bySplit.computeIfAbsent(split, s -> new ArrayList<>()).add(file);
      }
    }
    requireRecordings(tree, bySplit, files.size(), options);
    List<String> names = sorted(classes);
    DatasetIndex index = new DatasetIndex(name, size, names, splits(bySplit, names));
    if (options.counts() == LayoutOptions.Counts.PUBLISHED && expected.isPresent()) {
      expected.get().require(tree, index, options);
    }
    if (bySplit.containsKey(Expected.ALL)) {
      return divided(tree, index, options);
    }
    options.requireUnseeded(name, SplitFolders.WORDS);
    return index.asAsked(tree, options);
  }

  private List<SplitEntries> splits(Map<String, List<FileTree.Entry>> bySplit, List<String> names) {
    if (bySplit.containsKey(Expected.ALL)) {
      return List.of(new SplitEntries(Expected.ALL, label(bySplit.get(Expected.ALL), names)));
    }
    return SplitFolders.ordered(bySplit).stream()
        .map(split -> new SplitEntries(split.name(), label(split.members(), names)))
        .toList();
  }

  /** That of its path; {@link Expected#ALL} where no folder is called like one, or none counts. */
  private String split(Matcher matcher, LayoutOptions options) {
    if (official()) {
      return matcher.group("split").toLowerCase(Locale.ROOT);
    }
    return options.isDivided()
        ? Expected.ALL
        : SplitFolders.in(matcher.group("above")).orElse(Expected.ALL);
  }

  private DatasetIndex divided(FileTree tree, DatasetIndex whole, LayoutOptions options) {
    String chosen = options.split().orElse(standardSplit.orElseThrow());
    return whole.divided(tree, options, splits.getOrDefault(chosen, chosen));
  }

  private boolean official() {
    return standardSplit.isEmpty();
  }

  static Misfit unknownSensor(String name, FileTree tree) {
    return new Misfit(
        String.format(
            Locale.ROOT,
            "Cannot index data set %s in %s: the size of the sensor is not known; state it with --sensor WIDTHxHEIGHT",
            name,
            tree.root()));
  }

  private String className(Matcher matcher) {
    String written = matcher.group("class");
    return classNames.getOrDefault(written, written);
  }

  private List<LabelledEntry> label(List<FileTree.Entry> files, List<String> names) {
    List<LabelledEntry> entries = new ArrayList<>();
    Map<String, Integer> labels = labels(names);
    for (FileTree.Entry file : files) {
      Matcher matcher = recording.matcher(file.path());
      if (matcher.matches()) {
        int label = labels.get(className(matcher));
        entries.add(LabelledEntry.whole(file.path(), file.bytes(), label));
      }
    }
    return entries;
  }

  /** The label of each class: its place. */
  static Map<String, Integer> labels(List<String> names) {
    Map<String, Integer> labels = new HashMap<>();
    names.forEach(className -> labels.put(className, labels.size()));
    return labels;
  }

  /** Names of classes, each once: by number where all are numbers, by letter otherwise. */
  static List<String> sorted(List<String> names) {
    return names.stream().distinct().sorted(order(names)).toList();
  }

  private static Comparator<String> order(List<String> names) {
    return names.stream().allMatch(name -> NUMBER.matcher(name).matches())
        ? Comparator.<String>comparingInt(Integer::parseInt)
            .thenComparing(Comparator.naturalOrder())
        : Comparator.<String, String>comparing(name -> name.toLowerCase(Locale.ROOT))
            .thenComparing(Comparator.naturalOrder());
  }

  private void requireRecordings(
      FileTree tree, Map<String, List<FileTree.Entry>> found, int files, LayoutOptions options) {
    boolean any = !found.isEmpty() && (options.isOwn() || !official());
    boolean heldOut = found.containsKey(SplitFolders.TEST) || found.containsKey(SplitFolders.VAL);
    for (String split : any ? List.<String>of() : List.of(SplitFolders.TRAIN, SplitFolders.TEST)) {
      if (split.equals(SplitFolders.TEST) ? !heldOut : !found.containsKey(split)) {
        String where = official() ? " in split " + split : "";
        throw new DatasetException(
            String.format(
                Locale.ROOT,
                "Cannot index data set %s in %s: no recordings%s (expected %s, found 0 among %d files); check the folder",
                name,
                tree.root(),
                where,
                looksLike,
                files));
      }
    }
    if (found.containsKey(Expected.ALL) && found.size() > 1) {
      throw mixed(tree, found);
    }
  }

  private DatasetException mixed(FileTree tree, Map<String, List<FileTree.Entry>> found) {
    int loose = found.get(Expected.ALL).size();
    return new DatasetException(
        String.format(
            Locale.ROOT,
            "Cannot index data set %s in %s: %,d recordings lie in folders of splits and %,d do not, such as %s; move them, or list the split of each with --split-file",
            name,
            tree.root(),
            found.values().stream().mapToInt(List::size).sum() - loose,
            loose,
            found.get(Expected.ALL).get(0).path()));
  }
}
