package io.cofire.data.imagefiles;

import io.cofire.data.datasets.DatasetException;
import io.cofire.data.datasets.LabelledEntry;
import io.cofire.data.datasets.LayoutOptions;
import io.cofire.data.datasets.SplitEntries;
import io.cofire.data.datasets.Splitting;
import io.cofire.data.files.FileTree;
import io.cofire.data.imagefiles.PictureFiles.Found;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * One's own images: a folder for each class, at the top or in {@code train/}, {@code val/} and
 * {@code test/}. Classes are in the order of their names, by UTF-16 code unit, as torchvision's
 * ImageFolder has them for names in ASCII. Files that are called pictures are taken, whatever they
 * are; what cannot be read is told by the preparation.
 */
final class ImageFolders implements ImageLayout {

  private static final String NAME = "image-folder";
  private static final String STANDARD_SPLIT = "stratified:0.8";
  private static final String CLASS = "(?<class>[^/]+)/" + PictureFiles.PICTURE;
  private static final Pattern PLAIN = Pattern.compile("(?<split>)" + CLASS);
  private static final Pattern OFFICIAL =
      Pattern.compile("(?:.*?/)??(?<split>train|val|test)/" + CLASS);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean fits(List<FileTree.Entry> files) {
    return files.stream().anyMatch(file -> PLAIN.matcher(file.path()).matches());
  }

  @Override
  public ImageIndex index(FileTree tree, LayoutOptions options) throws IOException {
    Content content = content(tree);
    return content.index(
        content.isOfficial() && options.split().isEmpty()
            ? official(content.found(), content.labels())
            : divided(tree, content.found(), content.labels(), options));
  }

  @Override
  public ImageIndex undivided(FileTree tree) throws IOException {
    Content content = content(tree);
    return content.index(
        content.isOfficial()
            ? official(content.found(), content.labels())
            : List.of(split("all", content.files())));
  }

  /**
   * The pictures of a folder.
   *
   * @param isOfficial whether they lie in splits
   */
  private record Content(List<Found> found, boolean isOfficial, List<String> classes) {

    Map<String, Integer> labels() {
      return PictureFiles.labels(classes);
    }

    List<ImageFile> files() {
      Map<String, Integer> labels = labels();
      return found.stream().map(one -> one.labelled(labels)).toList();
    }

    ImageIndex index(List<ImageSplit> splits) {
      return new ImageIndex(NAME, Optional.empty(), classes, splits, Optional.empty());
    }
  }

  private static Content content(FileTree tree) throws IOException {
    List<FileTree.Entry> files = tree.files();
    List<Found> official = PictureFiles.find(files, OFFICIAL);
    boolean isOfficial =
        official.stream().anyMatch(one -> one.split().equals("train"))
            && official.stream().anyMatch(one -> !one.split().equals("train"));
    List<Found> found = isOfficial ? official : PictureFiles.find(files, PLAIN);
    if (found.isEmpty()) {
      throw new DatasetException(
          String.format(
              Locale.ROOT,
              "Cannot index data set %s in %s: no images (expected <class>/*.jpg, or train/<class>/*.jpg and val/<class>/*.jpg; found 0 among %d files); check the folder",
              NAME,
              tree.root(),
              files.size()));
    }
    List<String> classes = PictureFiles.sorted(found.stream().map(Found::className).toList());
    return new Content(found, isOfficial, classes);
  }

  /** What is held out is the split {@code test}; {@code val} is another where there are both. */
  private static List<ImageSplit> official(List<Found> found, Map<String, Integer> labels) {
    Map<String, List<ImageFile>> bySplit = new TreeMap<>();
    for (Found one : found) {
      bySplit.computeIfAbsent(one.split(), split -> new ArrayList<>()).add(one.labelled(labels));
    }
    List<ImageSplit> splits = new ArrayList<>();
    splits.add(split("train", bySplit.get("train")));
    if (bySplit.containsKey("val")) {
      splits.add(split(bySplit.containsKey("test") ? "val" : "test", bySplit.get("val")));
    }
    if (bySplit.containsKey("test")) {
      splits.add(split("test", bySplit.get("test")));
    }
    return splits;
  }

  private static List<ImageSplit> divided(
      FileTree tree, List<Found> found, Map<String, Integer> labels, LayoutOptions options) {
    List<LabelledEntry> all = new ArrayList<>();
    for (Found one : found) {
      all.add(
          LabelledEntry.whole(one.file().path(), one.file().bytes(), labels.get(one.className())));
    }
    String chosen = options.split().orElse(STANDARD_SPLIT);
    List<ImageSplit> splits = new ArrayList<>();
    for (SplitEntries split :
        Splitting.divide(NAME, tree.root(), all, chosen, options.splitSeed())) {
      splits.add(split(split.name(), split.recordings().stream().map(ImageFile::of).toList()));
    }
    return splits;
  }

  private static ImageSplit split(String name, List<ImageFile> files) {
    return new ImageSplit(name, List.of(new ImageSource.Files(files)));
  }
}
