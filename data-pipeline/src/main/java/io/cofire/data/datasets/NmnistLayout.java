package io.cofire.data.datasets;

import io.cofire.data.events.SensorGeometry;
import io.cofire.data.files.FileTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * N-MNIST (Orchard 2015): {@code Train/<class>/<recording>.bin} and {@code
 * Test/<class>/<recording>.bin}, a sensor of 34 x 34. Classes are the names of the folders, by
 * number where all are numbers and by letter otherwise; other files are passed over. Any number of
 * recordings is taken: simulated data sets have this layout too.
 */
final class NmnistLayout implements DatasetLayout {

  private static final SensorGeometry SENSOR = new SensorGeometry(34, 34);
  private static final List<String> FOLDERS = List.of("Train", "Test");
  private static final Pattern RECORDING = Pattern.compile("(Train|Test)/([^/]+)/[^/]+\\.bin");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

  @Override
  public String name() {
    return "nmnist";
  }

  @Override
  public DatasetIndex index(FileTree tree, LayoutOptions options) throws IOException {
    List<FileTree.Entry> files = tree.files();
    List<String> classes = classes(files);
    Map<String, List<LabelledEntry>> found = new LinkedHashMap<>();
    FOLDERS.forEach(folder -> found.put(folder, new ArrayList<>()));
    for (FileTree.Entry file : files) {
      Matcher matcher = RECORDING.matcher(file.path());
      if (matcher.matches()) {
        int label = classes.indexOf(matcher.group(2));
        found.get(matcher.group(1)).add(LabelledEntry.whole(file.path(), file.bytes(), label));
      }
    }
    List<SplitEntries> splits = new ArrayList<>();
    for (Map.Entry<String, List<LabelledEntry>> split : found.entrySet()) {
      requireRecordings(tree, split.getKey(), split.getValue(), files.size());
      splits.add(new SplitEntries(split.getKey().toLowerCase(Locale.ROOT), split.getValue()));
    }
    return new DatasetIndex(name(), options.sensor().orElse(SENSOR), classes, splits);
  }

  private static List<String> classes(List<FileTree.Entry> files) {
    List<String> names =
        files.stream()
            .map(file -> RECORDING.matcher(file.path()))
            .filter(Matcher::matches)
            .map(matcher -> matcher.group(2))
            .distinct()
            .toList();
    boolean numbers = names.stream().allMatch(name -> NUMBER.matcher(name).matches());
    Comparator<String> order =
        numbers
            ? Comparator.<String>comparingInt(Integer::parseInt)
                .thenComparing(Comparator.naturalOrder())
            : Comparator.naturalOrder();
    return names.stream().sorted(order).toList();
  }

  private void requireRecordings(
      FileTree tree, String folder, List<LabelledEntry> recordings, int files) {
    if (recordings.isEmpty()) {
      throw new DatasetException(
          String.format(
              Locale.ROOT,
              "Cannot index data set %s in %s: no recordings in %s (expected %s/<class>/*.bin, found 0 among %d files); check the folder",
              name(),
              tree.root(),
              folder,
              folder,
              files));
    }
  }
}
