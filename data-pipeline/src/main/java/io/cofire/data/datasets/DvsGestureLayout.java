package io.cofire.data.datasets;

import io.cofire.data.events.SensorGeometry;
import io.cofire.data.events.TimeRange;
import io.cofire.data.files.FileTree;
import io.cofire.data.recordings.read.DecodeOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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
      Pattern.compile("\\s*([0-9]{1,9})\\s*,\\s*([0-9]{1,18})\\s*,\\s*([0-9]{1,18})\\s*");
  private static final Pattern NUMBER = Pattern.compile("\\s*[0-9]");
  private static final String BYTE_ORDER_MARK = "\uFEFF";

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
  public DatasetIndex index(FileTree tree, LayoutOptions options) throws IOException {
    options.requireOfficial(name());
    Map<String, Long> files = new TreeMap<>();
    tree.files().forEach(file -> files.put(file.path(), file.bytes()));
    List<SplitEntries> splits = new ArrayList<>();
    for (String split : splits(files.keySet(), options)) {
      splits.add(new SplitEntries(split, gestures(tree, files, split, options)));
    }
    SensorGeometry sensor = options.sensor().orElse(SENSOR);
    DatasetIndex index = new DatasetIndex(name(), sensor, CLASSES, splits);
    if (options.counts() == LayoutOptions.Counts.PUBLISHED) {
      EXPECTED.require(tree, index, options);
    }
    return index.asAsked(tree, options);
  }

  /** Those with a list; one for validation is no part of the published data set. */
  private static List<String> splits(Set<String> files, LayoutOptions options) {
    List<String> there =
        SplitFolders.ORDER.stream().filter(split -> found(files, split).isPresent()).toList();
    boolean validated = there.contains(SplitFolders.VAL);
    List<String> published = validated ? SplitFolders.ORDER : List.of("train", "test");
    return options.isOwn() && !there.isEmpty() ? there : published;
  }

  private static Optional<String> found(Set<String> files, String split) {
    String list = list(split);
    return files.stream()
        .filter(path -> path.equals(list) || path.endsWith("/" + list))
        .findFirst();
  }

  private static String list(String split) {
    return "trials_to_" + split + ".txt";
  }

  private List<LabelledEntry> gestures(
      FileTree tree, Map<String, Long> files, String split, LayoutOptions options)
      throws IOException {
    String list = find(tree, files, split);
    String folder = list.substring(0, list.lastIndexOf('/') + 1);
    List<LabelledEntry> gestures = new ArrayList<>();
    for (String line : lines(tree, list)) {
      String recording = folder + line.strip();
      if (line.isBlank()) {
        continue;
      }
      if (files.containsKey(recording)) {
        gestures.addAll(gestures(tree, files, recording));
      } else if (options.counts() == LayoutOptions.Counts.PUBLISHED) {
        throw new DatasetException(
            String.format(
                Locale.ROOT,
                "Cannot index data set %s in %s: %s lists %s, which is not there; fetch it, or take a part of it with --subset",
                name(),
                tree.root(),
                list,
                line.strip()));
      }
    }
    if (gestures.isEmpty()) {
      throw new DatasetException(
          String.format(
              Locale.ROOT,
              "Cannot index data set %s in %s: no recording of %s is there; check the folder",
              name(),
              tree.root(),
              list));
    }
    return gestures;
  }

  private List<LabelledEntry> gestures(FileTree tree, Map<String, Long> files, String recording)
      throws IOException {
    String labels = recording.replaceFirst("\\.aedat$", "") + "_labels.csv";
    if (!files.containsKey(labels)) {
      throw new DatasetException(
          String.format(
              Locale.ROOT,
              "Cannot index data set %s in %s: the labels of %s are not there (expected %s)",
              name(),
              tree.root(),
              recording,
              labels));
    }
    List<String> lines = lines(tree, labels);
    List<LabelledEntry> gestures = new ArrayList<>();
    int header = lines.isEmpty() || NUMBER.matcher(lines.get(0)).lookingAt() ? 0 : 1;
    long share = Math.max(1, files.get(recording) / Math.max(1, lines.size() - header));
    for (int i = header; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        gestures.add(gesture(tree, labels, i + 1, lines.get(i), recording, share));
      }
    }
    return gestures;
  }

  private LabelledEntry gesture(
      FileTree tree, String labels, int number, String line, String recording, long bytes) {
    Matcher row = ROW.matcher(line);
    if (row.matches()) {
      int gesture = Integer.parseInt(row.group(1));
      long start = Long.parseLong(row.group(2));
      long end = Long.parseLong(row.group(3));
      if (gesture >= 1 && gesture <= CLASSES.size() && start < end) {
        return new LabelledEntry(recording, bytes, gesture - 1, new TimeRange(start, end));
      }
    }
    throw new DatasetException(
        String.format(
            Locale.ROOT,
            "Cannot index data set %s in %s: %s, line %d: expected a class in 1..%d, a start and a later end in microseconds, found %s",
            name(),
            tree.root(),
            labels,
            number,
            CLASSES.size(),
            line.strip()));
  }

  private String find(FileTree tree, Map<String, Long> files, String split) {
    return found(files.keySet(), split)
        .orElseThrow(
            () ->
                new DatasetException(
                    String.format(
                        Locale.ROOT,
                        "Cannot index data set %s in %s: no %s among %d files; check the folder",
                        name(),
                        tree.root(),
                        list(split),
                        files.size())));
  }

  private static List<String> lines(FileTree tree, String path) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(tree.open(path), StandardCharsets.UTF_8))) {
      return reader
          .lines()
          .map(line -> line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line)
          .toList();
    }
  }
}
