package io.cofire.data.datasets;

import io.cofire.data.events.SensorGeometry;
import io.cofire.data.files.FileTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * N-MNIST (Orchard 2015): {@code Train/<class>/<recording>.bin} and {@code
 * Test/<class>/<recording>.bin}, and {@code Val/} where its user has made one, in any capitals; a
 * sensor of 34 x 34. Classes are the names of the folders, by number where all are numbers and by
 * letter otherwise; other files are passed over. Any number of recordings is taken: simulated data
 * sets have this layout too.
 */
final class NmnistLayout implements DatasetLayout {

  private static final SensorGeometry SENSOR = new SensorGeometry(34, 34);
  private static final Pattern RECORDING =
      Pattern.compile(
          "(?<split>(?i:train|val|test))/(?<class>[^/]+)/[^/]+" + PublishedFolders.ending("bin"));
  private static final List<String> NEEDED = List.of(SplitFolders.TRAIN, SplitFolders.TEST);
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

  @Override
  public String name() {
    return "nmnist";
  }

  @Override
  public DatasetIndex index(FileTree tree, LayoutOptions options) throws IOException {
    options.requireOfficial(name());
    List<FileTree.Entry> files = tree.files();
    List<String> classes = classes(files);
    Map<String, List<LabelledEntry>> found = new HashMap<>();
    for (FileTree.Entry file : files) {
      Matcher matcher = RECORDING.matcher(file.path());
      if (matcher.matches()) {
        int label = classes.indexOf(matcher.group("class"));
        found
            .computeIfAbsent(
                matcher.group("split").toLowerCase(Locale.ROOT), split -> new ArrayList<>())
            .add(LabelledEntry.whole(file.path(), file.bytes(), label));
      }
    }
    for (String split : options.isOwn() && !found.isEmpty() ? List.<String>of() : NEEDED) {
      requireRecordings(tree, found, split, files.size());
    }
    List<SplitEntries> splits =
        SplitFolders.ORDER.stream()
            .filter(found::containsKey)
            .map(split -> new SplitEntries(split, found.get(split)))
            .toList();
    return new DatasetIndex(name(), options.sensor().orElse(SENSOR), classes, splits)
        .asAsked(tree, options);
  }

  private static List<String> classes(List<FileTree.Entry> files) {
    List<String> names =
        files.stream()
            .map(file -> RECORDING.matcher(file.path()))
            .filter(Matcher::matches)
            .map(matcher -> matcher.group("class"))
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
      FileTree tree, Map<String, List<LabelledEntry>> found, String split, int files) {
    if (!found.containsKey(split)) {
      String folder = split.equals(SplitFolders.TRAIN) ? "Train" : "Test";
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
