package io.cofire.data.datasets;

import io.cofire.data.events.SensorGeometry;
import io.cofire.data.files.FileTree;
import io.cofire.data.recordings.columns.SpikeLabels;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.EndToEnd;
import io.cofire.data.recordings.read.RecordingInput;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Spoken words as spikes of 700 channels of a cochlea (Cramer 2020), an HDF5 file for each split.
 * Channel u is the column u of a sensor of 700 x 1; every spike is ON. Numbers are those of the
 * authors' files (zenkelab.org/datasets), classes the names that these have in {@code extra/keys}.
 *
 * @param name of the layout
 * @param expected what is published
 */
record SpikeFiles(String name, Expected expected) implements DatasetLayout {

  /** Spiking Heidelberg Digits: English and German digits. */
  static final SpikeFiles SHD = new SpikeFiles("shd", Expected.split(20, 8156, 2264));

  /** Spiking Speech Commands. */
  static final SpikeFiles SSC =
      new SpikeFiles("ssc", new Expected(35, Map.of("train", 75_466, "val", 9981, "test", 20_382)));

  private static final SensorGeometry COCHLEA = new SensorGeometry(700, 1);

  /** A file with what it says of its recordings. */
  private record Labelled(String path, long bytes, SpikeLabels content) {}

  @Override
  public DecodeOptions decoding(SensorGeometry sensor) {
    return DecodeOptions.sensor(sensor).withFormat("hdf5").withStream(EndToEnd.STREAM);
  }

  @Override
  public DatasetIndex index(FileTree tree, LayoutOptions options) throws IOException {
    options.requireOfficial(name);
    Map<String, List<Labelled>> bySplit = new TreeMap<>();
    List<FileTree.Entry> files = tree.files();
    for (FileTree.Entry file : files) {
      Matcher matcher = pattern().matcher(file.path());
      if (matcher.matches()) {
        String split = SplitFolders.meaning(matcher.group("split")).orElseThrow();
        bySplit.computeIfAbsent(split, s -> new ArrayList<>()).add(labelled(tree, file));
      }
    }
    requireSplits(tree, bySplit, files.size(), options);
    List<String> classes = classes(tree, bySplit);
    List<SplitEntries> splits = new ArrayList<>();
    for (SplitFolders.Named<Labelled> split : SplitFolders.ordered(bySplit)) {
      splits.add(new SplitEntries(split.name(), entries(tree, split.members(), classes.size())));
    }
    DatasetIndex index = new DatasetIndex(name, options.sensor().orElse(COCHLEA), classes, splits);
    if (options.counts() == LayoutOptions.Counts.PUBLISHED) {
      expected.require(tree, index, options);
    }
    return index.asAsked(tree, options);
  }

  private Pattern pattern() {
    return Pattern.compile(
        String.format(
            Locale.ROOT,
            "(?:.*/)?(?i:%s)_(?<split>(?i:train|valid|val|test))\\.(?i:(?:h5|hdf5)(?:\\.gz)?)",
            name));
  }

  private static Labelled labelled(FileTree tree, FileTree.Entry file) throws IOException {
    try (InputStream in = tree.open(file.path())) {
      SpikeLabels content = SpikeLabels.read(new RecordingInput(file.path(), in));
      return new Labelled(file.path(), file.bytes(), content);
    }
  }

  private void requireSplits(
      FileTree tree, Map<String, List<Labelled>> found, int files, LayoutOptions options) {
    boolean published = options.counts() == LayoutOptions.Counts.PUBLISHED;
    List<String> needed =
        published
            ? SplitFolders.ORDER.stream().filter(expected.recordings()::containsKey).toList()
            : List.of(SplitFolders.TRAIN, SplitFolders.TEST);
    for (String split : options.isOwn() && !found.isEmpty() ? List.<String>of() : needed) {
      if (!found.containsKey(split)) {
        throw new DatasetException(
            String.format(
                Locale.ROOT,
                "Cannot index data set %s in %s: no recordings in split %s (expected %s_%s.h5, found 0 among %d files); check the folder",
                name,
                tree.root(),
                split,
                name,
                split.equals(SplitFolders.VAL) ? "valid" : split,
                files));
      }
    }
  }

  /** The names that its files have; numbers where none has any. */
  private List<String> classes(FileTree tree, Map<String, List<Labelled>> bySplit) {
    List<List<String>> found =
        bySplit.values().stream()
            .flatMap(List::stream)
            .map(file -> file.content().names())
            .filter(names -> !names.isEmpty())
            .distinct()
            .toList();
    if (found.size() > 1) {
      throw new DatasetException(
          String.format(
              Locale.ROOT,
              "Cannot index data set %s in %s: its files have other names of classes (extra/keys): %s and %s; check the folder",
              name,
              tree.root(),
              found.get(0),
              found.get(1)));
    }
    return found.isEmpty()
        ? IntStream.range(0, expected.classes()).mapToObj(String::valueOf).toList()
        : found.get(0);
  }

  private List<LabelledEntry> entries(FileTree tree, List<Labelled> files, int classes) {
    List<LabelledEntry> entries = new ArrayList<>();
    for (Labelled file : files) {
      List<Integer> labels = file.content().labels();
      long share = Math.max(1, file.bytes() / Math.max(1, labels.size()));
      for (int i = 0; i < labels.size(); i++) {
        int label = labels.get(i);
        if (label < 0 || label >= classes) {
          throw new DatasetException(
              String.format(
                  Locale.ROOT,
                  "Cannot index data set %s in %s: %s, recording %d: expected a label in 0..%d, found %d",
                  name,
                  tree.root(),
                  file.path(),
                  i,
                  classes - 1,
                  label));
        }
        entries.add(LabelledEntry.numbered(file.path(), share, label, i));
      }
    }
    return entries;
  }
}
