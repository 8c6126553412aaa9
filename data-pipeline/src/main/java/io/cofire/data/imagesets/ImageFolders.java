package io.cofire.data.imagesets;

import io.cofire.data.datasets.DatasetException;
import io.cofire.data.datasets.FileTree;
import io.cofire.data.datasets.LayoutOptions;
import io.cofire.data.datasets.RecordingEntry;
import io.cofire.data.datasets.SplitEntries;
import io.cofire.data.datasets.Splitting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A folder for each class, at the top or in {@code train/}, {@code val/} and {@code test/}. Classes
 * are in the order of their names, by UTF-16 code unit, as torchvision's ImageFolder has them for
 * names in ASCII. Files that are called pictures are taken, whatever they are; what cannot be read
 * is told by the preparation.
 *
 * @param name name of the layout
 * @param folder what the folder of a class is called, a regular expression
 * @param published what it is published to hold; empty for one's own data
 */
record ImageFolders(String name, String folder, Optional<PublishedCounts> published)
    implements ImageLayout {

  /** One's own images. */
  static final ImageFolders OWN = new ImageFolders("image-folder", "[^/._][^/]*", Optional.empty());

  private static final String STANDARD_SPLIT = "stratified:0.8";
  private static final String PICTURE =
      "(?:.*/)?[^/._][^/]*\\.(?i:jpe?g|png|bmp|gif|webp|tiff?|ppm|pgm)";

  /** A picture, the folder of its class and, where it has one, of its split. */
  private record Found(FileTree.Entry file, String split, String className) {}

  @Override
  public ImageIndex index(FileTree tree, LayoutOptions options) throws IOException {
    requireNoSensor(name, options);
    List<FileTree.Entry> files = tree.files();
    List<Found> official = find(files, "(?:.*?/)??(?<split>train|val|test)/");
    boolean isOfficial =
        official.stream().anyMatch(one -> one.split().equals("train"))
            && official.stream().anyMatch(one -> !one.split().equals("train"));
    List<Found> found = isOfficial ? official : find(files, "(?<split>)");
    if (found.isEmpty() || (!isOfficial && published.isPresent())) {
      throw new DatasetException(
          "Cannot index data set %s in %s: no images (expected <class>/*.jpg, or train/<class>/*.jpg and val/<class>/*.jpg; found 0 among %d files); check the folder"
              .formatted(name, tree.root(), files.size()));
    }
    List<String> classes =
        List.copyOf(new TreeSet<>(found.stream().map(Found::className).toList()));
    List<ImageSplit> splits =
        isOfficial && options.split().isEmpty()
            ? official(found, classes)
            : divided(tree, found, classes, options);
    Optional<PublishedCounts> counts =
        options.counts() == LayoutOptions.Counts.PUBLISHED ? published : Optional.empty();
    return new ImageIndex(name, Optional.empty(), classes, splits, counts).checked(tree);
  }

  private List<Found> find(List<FileTree.Entry> files, String before) {
    Pattern picture = Pattern.compile(before + "(?<class>" + folder + ")/" + PICTURE);
    List<Found> found = new ArrayList<>();
    for (FileTree.Entry file : files) {
      Matcher matcher = picture.matcher(file.path());
      if (matcher.matches()) {
        found.add(new Found(file, matcher.group("split"), matcher.group("class")));
      }
    }
    return found;
  }

  /** What is held out is the split {@code test}; {@code val} is another where there are both. */
  private static List<ImageSplit> official(List<Found> found, List<String> classes) {
    Map<String, List<ImageFile>> bySplit = new TreeMap<>(); // test, train, val
    Map<String, Integer> labels = labels(classes);
    for (Found one : found) {
      ImageFile file =
          new ImageFile(one.file().path(), one.file().bytes(), labels.get(one.className()));
      bySplit.computeIfAbsent(one.split(), split -> new ArrayList<>()).add(file);
    }
    List<ImageSplit> splits = new ArrayList<>();
    splits.add(split("train", bySplit.get("train")));
    boolean both = bySplit.containsKey("val") && bySplit.containsKey("test");
    if (bySplit.containsKey("val")) {
      splits.add(split(both ? "val" : "test", bySplit.get("val")));
    }
    if (bySplit.containsKey("test")) {
      splits.add(split("test", bySplit.get("test")));
    }
    return splits;
  }

  private List<ImageSplit> divided(
      FileTree tree, List<Found> found, List<String> classes, LayoutOptions options) {
    Map<String, Integer> labels = labels(classes);
    List<RecordingEntry> all = new ArrayList<>();
    for (Found one : found) {
      all.add(
          RecordingEntry.whole(one.file().path(), one.file().bytes(), labels.get(one.className())));
    }
    String chosen = options.split().orElse(STANDARD_SPLIT);
    List<ImageSplit> splits = new ArrayList<>();
    for (SplitEntries split :
        Splitting.divide(name, tree.root(), all, chosen, options.splitSeed())) {
      splits.add(split(split.name(), split.recordings().stream().map(ImageFile::of).toList()));
    }
    return splits;
  }

  private static ImageSplit split(String name, List<ImageFile> files) {
    return new ImageSplit(name, List.of(new ImageSource.Files(files)));
  }

  private static Map<String, Integer> labels(List<String> classes) {
    Map<String, Integer> labels = new HashMap<>();
    for (int i = 0; i < classes.size(); i++) {
      labels.put(classes.get(i), i);
    }
    return labels;
  }

  static void requireNoSensor(String layout, LayoutOptions options) {
    if (options.sensor().isPresent()) {
      throw new DatasetException(
          "Cannot index data set %s: images have no sensor; leave --sensor out".formatted(layout));
    }
  }
}
