package io.cofire.data.datasets;

import io.cofire.data.events.SensorGeometry;
import io.cofire.data.files.FileTree;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.Orientation;
import io.cofire.data.recordings.read.Polarity;
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

  private static final String ABOVE = "(?<above>(?:.*/)?)"; // where folders of splits may be

  /**
   * N-Caltech101 (Orchard 2015): 100 objects and a background class, without Caltech101's Faces
   * (garrickorchard.com/datasets/n-caltech101), no official split; 8709 recordings, 8242 of them
   * objects (BrainCog's loader). SpikingJelly frames them on 240x180; each recording is a crop of
   * its own size.
   */
  static final ClassFolders N_CALTECH101 =
      new ClassFolders(
          "ncaltech101",
          "Caltech101/<class>/image_NNNN.bin",
          Optional.of(new SensorGeometry(240, 180)),
          Pattern.compile(ABOVE + "(?<class>[^/]+)/[^/]+" + ending("bin")),
          Map.of(),
          Map.of(),
          Optional.of("stratified:0.8"),
          Optional.of(Expected.all(101, 8709)),
          UnaryOperator.identity());

  /**
   * N-CARS (Sironi 2018): 7940 cars and 7482 backgrounds for training, 4396 and 4211 for testing.
   * Recordings are crops of a 304x240 sensor, 30 to 120 wide and 25 to 100 high (supplement,
   * Section A; prophesee-automotive-dataset-toolbox, issue 9), counted from their own corner.
   */
  static final ClassFolders N_CARS =
      new ClassFolders(
          "ncars",
          "n-cars_train/<cars or background>/*.dat and n-cars_test/<cars or background>/*.dat",
          Optional.of(new SensorGeometry(120, 100)),
          Pattern.compile(
              ABOVE
                  + "(?:(?i:n-cars)_)?(?<split>(?i:train|val|test))/(?<class>cars|background)/[^/]+"
                  + ending("dat")),
          Map.of(),
          Map.of(),
          Optional.empty(),
          Optional.of(Expected.split(2, 15_422, 8607)),
          UnaryOperator.identity());

  /**
   * Poker-DVS (Serrano-Gotarredona 2015): 131 symbols as AEDAT 2.0 files, whose bit 0 means ON
   * where it is 0. Published as 32x32; some reach beyond, so that tonic's 35x35 is used.
   */
  static final ClassFolders POKER_DVS =
      new ClassFolders(
          "poker-dvs",
          "upright/<cl, di, he or sp>_NN.aedat and inverted/x<suit>NNi.aedat",
          Optional.of(new SensorGeometry(35, 35)),
          Pattern.compile(
              ABOVE + "(?:upright|inverted)/x?(?<class>cl|di|he|sp)[^/]*" + ending("aedat")),
          Map.of("cl", "club", "di", "diamond", "he", "heart", "sp", "spade"),
          Map.of(),
          Optional.of("folds:5"),
          Optional.of(Expected.all(4, 131)),
          options -> options.withPolarity(Polarity.INVERTED));

  /**
   * CIFAR10-DVS (Li 2017), no official split: {@code sew} takes the first 0.9 of each class in the
   * order of the file names for training (Fang 2021), {@code tebn} tests files 0 to 99 of each
   * class, {@code random} trains on 9000 of all (Zheng 2020, Wu 2019). Its newer distribution is
   * AEDAT 4, whose x, y and p are taken as they are stored.
   */
  static final ClassFolders CIFAR10_DVS =
      new ClassFolders(
          "cifar10-dvs",
          "<class>/cifar10_<class>_N.aedat or .aedat4",
          Optional.of(new SensorGeometry(128, 128)),
          Pattern.compile(ABOVE + "(?<class>[^/]+)/cifar10_[^/]+" + ending("aedat4?")),
          Map.of(),
          Map.of("sew", "first:0.9", "tebn", "numbered:100", "random", "shuffled:0.9"),
          Optional.of("sew"),
          Optional.of(Expected.all(10, 10_000)),
          options -> DecodeOptions.cifar10Dvs());

  /**
   * DVS-Lip (Tan 2022): words spoken by others in the test than in training. The numbers are those
   * of the authors' own list (tgc1997/event-based-lip-reading, data/frame_nums.json).
   */
  static final ClassFolders DVS_LIP =
      new ClassFolders(
          "dvs-lip",
          "train/<word>/*.npy and test/<word>/*.npy",
          Optional.of(new SensorGeometry(128, 128)),
          Pattern.compile(
              ABOVE + "(?<split>(?i:train|val|test))/(?<class>[^/]+)/[^/]+" + ending("npy")),
          Map.of(),
          Map.of(),
          Optional.empty(),
          Optional.of(Expected.split(100, 14_896, 4975)),
          UnaryOperator.identity());

  /**
   * ASL-DVS (Bi 2019): the letters a to y without j, which is a movement, 4200 recordings of each
   * by a DAVIS240 (PIX2NVS/NVS2Graph), no official split. SpikingJelly's convention is taken: x =
   * 239 - x, y = 179 - y, polarity as stored (its first versions, and jackd/events-tfds, leave x
   * and y as stored; tonic mirrors y alone).
   */
  static final ClassFolders ASL_DVS =
      new ClassFolders(
          "asl-dvs",
          "<letter>/<letter>_NNNN.mat",
          Optional.of(new SensorGeometry(240, 180)),
          Pattern.compile(ABOVE + "(?<class>[a-ik-y])/[^/]+" + ending("mat")),
          Map.of(),
          Map.of(),
          Optional.of("stratified:0.8"),
          Optional.of(Expected.all(24, 100_800)),
          options -> options.withOrientation(Orientation.ROTATE_180));

  private static final Pattern AEDAT4 = Pattern.compile(".*" + ending("aedat4"));
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

  /** Matches an ending in any capitals, of a file that gzip has packed too. */
  static String ending(String word) {
    return String.format(Locale.ROOT, "\\.(?i:%s(?:\\.gz)?)", word);
  }

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
    SensorGeometry size =
        options.sensor().or(() -> sensor).orElseThrow(() -> unknownSensor(name, tree));
    Map<String, List<FileTree.Entry>> bySplit = new HashMap<>();
    List<String> classes = new ArrayList<>();
    List<FileTree.Entry> files = tree.files();
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

  static DatasetException unknownSensor(String name, FileTree tree) {
    return new DatasetException(
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
    for (FileTree.Entry file : files) {
      Matcher matcher = recording.matcher(file.path());
      if (matcher.matches()) {
        int label = names.indexOf(className(matcher));
        entries.add(LabelledEntry.whole(file.path(), file.bytes(), label));
      }
    }
    return entries;
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
    for (String split : any ? List.<String>of() : List.of("train", "test")) {
      if (!found.containsKey(split)) {
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
