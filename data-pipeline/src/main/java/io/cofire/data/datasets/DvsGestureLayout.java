package io.cofire.data.datasets;

import io.cofire.data.events.SensorGeometry;
import io.cofire.data.events.TimeRange;
import io.cofire.data.files.FileTree;
import io.cofire.data.recordings.read.DecodeOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * DVS-Gesture (Amir 2017): {@code trials_to_train.txt} and {@code trials_to_test.txt} list
 * recordings in AEDAT 3.1, and {@code <recording>_labels.csv} has a line for each gesture in one,
 * behind a line with the names of the columns or without: class from 1, start and end in
 * microseconds. A gesture is the events with start &lt;= t &lt; end, its label is class - 1;
 * gestures may overlap.
 */
final class DvsGestureLayout implements DatasetLayout {

  private static final SensorGeometry SENSOR = new SensorGeometry(128, 128);
  private static final Expected EXPECTED = Expected.split(11, 1176, 288);
  private static final Pattern ROW =
      Pattern.compile("([0-9]{1,9})\\s*,\\s*([0-9]{1,18})\\s*,\\s*([0-9]{1,18})");
  private static final Pattern NUMBER = Pattern.compile("[0-9]");
  private static final String RECORDING = ".aedat";

  /** The data set's own names, in the order of its class numbers. */
  private static final List<String> CLASSES =
      List.of(
          "hand_clapping",
          "right_hand_wave",
          "left_hand_wave",
          "right_arm_clockwise",
          "right_arm_counter_clockwise",
          "left_arm_clockwise",
          "left_arm_counter_clockwise",
          "arm_roll",
          "air_drums",
          "air_guitar",
          "other_gestures");

  @Override
  public String name() {
    return "dvs-gesture";
  }

  @Override
  public DecodeOptions decoding(SensorGeometry sensor) {
    return DecodeOptions.sensor(sensor).withFormat("aedat3");
  }

  @Override
  public boolean isListed(String path) {
    return path.endsWith(RECORDING);
  }

  @Override
  public DatasetIndex index(FileTree tree, LayoutOptions options) throws IOException {
    options.requireOfficial(name());
    ListedPaths paths = new ListedPaths(name(), tree, options);
    List<SplitEntries> splits = new ArrayList<>();
    for (String split : splits(paths, options)) {
      splits.add(new SplitEntries(split, gestures(paths, split)));
    }
    SensorGeometry sensor = options.sensor().orElse(SENSOR);
    DatasetIndex index = new DatasetIndex(name(), sensor, CLASSES, splits, paths.missing());
    if (options.counts() == LayoutOptions.Counts.PUBLISHED) {
      EXPECTED.require(tree, index, options);
    }
    return index.asAsked(tree, options);
  }

  /** Those with a list; one for validation is no part of the published data set. */
  private static List<String> splits(ListedPaths paths, LayoutOptions options) {
    List<String> there =
        SplitFolders.ORDER.stream()
            .filter(split -> paths.highest(list(split)).isPresent())
            .toList();
    boolean validated = there.contains(SplitFolders.VAL);
    List<String> published = validated ? SplitFolders.ORDER : List.of("train", "test");
    return options.isOwn() && !there.isEmpty() ? there : published;
  }

  private static String list(String split) {
    return "trials_to_" + split + ".txt";
  }

  private List<LabelledEntry> gestures(ListedPaths paths, String split) throws IOException {
    String list =
        paths
            .highest(list(split))
            .orElseThrow(
                () ->
                    paths.wrong(
                        "no " + list(split) + " among " + paths.count() + " files", "the folder"));
    String folder = list.substring(0, list.lastIndexOf('/') + 1);
    List<LabelledEntry> gestures = new ArrayList<>();
    for (ListLine line : paths.lines(list)) {
      Optional<FileTree.Entry> recording = paths.named(line, folder, line.text());
      if (recording.isPresent()) {
        gestures.addAll(gestures(paths, recording.get()));
      }
    }
    if (gestures.isEmpty()) {
      throw paths.wrong("no recording of " + list + " is there", "the folder");
    }
    return gestures;
  }

  private List<LabelledEntry> gestures(ListedPaths paths, FileTree.Entry recording)
      throws IOException {
    String labels = recording.path().replaceFirst("\\.aedat$", "") + "_labels.csv";
    if (!paths.has(labels)) {
      throw paths.wrong("the labels of " + recording.path() + " are not there", "for " + labels);
    }
    List<ListLine> lines = paths.lines(labels);
    List<LabelledEntry> gestures = new ArrayList<>();
    boolean headed = !lines.isEmpty() && !NUMBER.matcher(lines.get(0).text()).lookingAt();
    List<ListLine> rows = headed ? lines.subList(1, lines.size()) : lines;
    long share = Math.max(1, recording.bytes() / Math.max(1, rows.size()));
    for (ListLine row : rows) {
      gestures.add(gesture(paths, row, recording.path(), share));
    }
    return gestures;
  }

  private static LabelledEntry gesture(
      ListedPaths paths, ListLine line, String recording, long bytes) {
    Matcher row = ROW.matcher(line.text());
    if (row.matches()) {
      int gesture = Integer.parseInt(row.group(1));
      long start = Long.parseLong(row.group(2));
      long end = Long.parseLong(row.group(3));
      if (gesture >= 1 && gesture <= CLASSES.size() && start < end) {
        return new LabelledEntry(recording, bytes, gesture - 1, new TimeRange(start, end));
      }
    }
    throw paths.wrong(
        String.format(
            Locale.ROOT,
            "%s: expected a class in 1..%d, a start and a later end in microseconds, found %s",
            line.place(),
            CLASSES.size(),
            line.text()),
        "the labels");
  }
}
