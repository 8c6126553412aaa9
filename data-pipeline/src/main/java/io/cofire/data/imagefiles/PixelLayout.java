package io.cofire.data.imagefiles;

import io.cofire.data.datasets.DatasetException;
import io.cofire.data.datasets.LabelledEntry;
import io.cofire.data.datasets.LayoutOptions;
import io.cofire.data.datasets.SplitEntries;
import io.cofire.data.datasets.Splitting;
import io.cofire.data.files.FileTree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A data set whose images are pixels in a few large files.
 *
 * @param name name of the layout
 * @param train paths of the files for training
 * @param test paths of the files that are scored
 * @param names path of a file with a class name a line; numbers are the names where it is missing
 * @param knownNames names of the classes where no file has them
 * @param published what it is published to hold
 * @param looksLike what its paths look like, for messages
 * @param format the format of a file of images
 */
record PixelLayout(
    String name,
    Pattern train,
    Pattern test,
    Optional<Pattern> names,
    List<String> knownNames,
    PublishedCounts published,
    String looksLike,
    Function<FileTree.Entry, PixelFile> format)
    implements ImageLayout {

  /** What is known of a file once its labels were read. */
  private record Counted(PixelFile file, PixelShape shape, byte[] labels) {

    List<LabelledEntry> images() {
      List<LabelledEntry> images = new ArrayList<>();
      for (int i = 0; i < labels.length; i++) {
        String name = FoundImage.numberedName(file.path(), i);
        images.add(LabelledEntry.whole(name, shape.bytes(), Byte.toUnsignedInt(labels[i])));
      }
      return images;
    }
  }

  /**
   * What a folder holds.
   *
   * @param files number of its files, of any kind
   */
  private record Content(
      int files, List<String> classes, List<Counted> trained, List<Counted> tested) {

    List<Counted> all() {
      return Stream.concat(trained.stream(), tested.stream()).toList();
    }

    List<ImageSplit> splits() {
      return List.of(
          new ImageSplit("train", whole(trained)), new ImageSplit("test", whole(tested)));
    }
  }

  @Override
  public boolean fits(List<FileTree.Entry> files) {
    return files.stream()
        .map(FileTree.Entry::path)
        .anyMatch(path -> train.matcher(path).matches() || test.matcher(path).matches());
  }

  /** One of the two splits is enough. */
  @Override
  public ImageIndex undivided(FileTree tree) throws IOException {
    Content content = content(tree);
    if (content.all().isEmpty()) {
      throw missing(tree, content);
    }
    List<ImageSplit> there =
        content.splits().stream().filter(split -> !split.sources().isEmpty()).toList();
    return index(tree, content, there, Optional.empty());
  }

  @Override
  public ImageIndex index(FileTree tree, LayoutOptions options) throws IOException {
    Content content = content(tree);
    boolean lacking = content.trained().isEmpty() || content.tested().isEmpty();
    if (content.all().isEmpty() || (!options.isDivided() && lacking)) {
      throw missing(tree, content);
    }
    if (!options.isDivided()) {
      options.requireUnseeded(name, "its files");
    }
    List<ImageSplit> splits =
        options.isDivided() ? divided(tree, content.all(), options) : content.splits();
    return index(tree, content, splits, PictureFiles.demanded(options, published))
        .checked(tree, options);
  }

  private ImageIndex index(
      FileTree tree, Content content, List<ImageSplit> splits, Optional<PublishedCounts> counts) {
    Optional<PixelShape> shape = Optional.of(shape(tree, content.all()));
    return new ImageIndex(name, shape, content.classes(), splits, counts);
  }

  private DatasetException missing(FileTree tree, Content content) {
    String split = content.trained().isEmpty() ? "train" : "test";
    String remedy =
        content.all().isEmpty()
            ? "check the folder"
            : "check the folder, or divide what is there with --split";
    return new DatasetException(
        String.format(
            Locale.ROOT,
            "Cannot index data set %s in %s: no images for split %s (expected %s, found none among %d files); %s",
            name,
            tree.root(),
            split,
            looksLike,
            content.files(),
            remedy));
  }

  private Content content(FileTree tree) throws IOException {
    List<FileTree.Entry> files = tree.files();
    List<String> classes = classes(tree, files);
    return new Content(
        files.size(),
        classes,
        count(tree, files, train, classes.size()),
        count(tree, files, test, classes.size()));
  }

  private List<String> classes(FileTree tree, List<FileTree.Entry> files) throws IOException {
    if (!knownNames.isEmpty()) {
      return knownNames;
    }
    for (FileTree.Entry file : files) {
      if (names.isPresent() && names.get().matcher(file.path()).matches()) {
        List<String> lines = PictureFiles.lines(tree, file.path());
        if (lines.size() != published.classes()) {
          throw new DatasetException(
              String.format(
                  Locale.ROOT,
                  "Cannot index data set %s in %s: %s has %d names (expected %d); fetch it again",
                  name,
                  tree.root(),
                  file.path(),
                  lines.size(),
                  published.classes()));
        }
        return lines;
      }
    }
    return IntStream.range(0, published.classes()).mapToObj(Integer::toString).toList();
  }

  /** Reads the files that match, for the label of every image. */
  private List<Counted> count(FileTree tree, List<FileTree.Entry> files, Pattern which, int classes)
      throws IOException {
    List<Counted> counted = new ArrayList<>();
    for (FileTree.Entry entry : files) {
      if (which.matcher(entry.path()).matches()) {
        counted.add(count(tree, format.apply(entry), classes));
      }
    }
    return counted;
  }

  private static Counted count(FileTree tree, PixelFile file, int classes) throws IOException {
    ByteArrayOutputStream labels = new ByteArrayOutputStream(); // a class is a byte in each format
    try (ImageReader reader = file.open(tree)) {
      Optional<FoundImage> next = reader.next();
      for (; next.isPresent(); next = reader.next()) {
        FoundImage image = next.get();
        if (image.label() >= classes) {
          throw new ImageException(
              image.name(),
              String.format(
                  Locale.ROOT, "its class is %d (expected less than %d)", image.label(), classes));
        }
        labels.write(image.label());
      }
    }
    return new Counted(file, file.shape(tree), labels.toByteArray());
  }

  private PixelShape shape(FileTree tree, List<Counted> files) {
    List<PixelShape> shapes = files.stream().map(Counted::shape).distinct().toList();
    if (shapes.size() != 1) {
      throw new DatasetException(
          String.format(
              Locale.ROOT,
              "Cannot index data set %s in %s: its files have images of different sizes: %s",
              name,
              tree.root(),
              shapes));
    }
    return shapes.get(0);
  }

  private static List<ImageSource> whole(List<Counted> files) {
    List<ImageSource> sources = new ArrayList<>();
    for (Counted file : files) {
      List<Integer> numbers = IntStream.range(0, file.labels().length).boxed().toList();
      sources.add(new ImageSource.Pixels(file.file(), file.shape().bytes(), numbers));
    }
    return sources;
  }

  private List<ImageSplit> divided(FileTree tree, List<Counted> files, LayoutOptions options) {
    Map<String, Counted> byPath = new LinkedHashMap<>();
    List<LabelledEntry> all = new ArrayList<>();
    for (Counted file : files) {
      byPath.put(file.file().path(), file);
      all.addAll(file.images());
    }
    List<ImageSplit> splits = new ArrayList<>();
    String chosen = options.split().orElse("");
    for (SplitEntries split : Splitting.divide(name, tree.root(), all, options, chosen)) {
      Map<String, List<Integer>> numbers = new LinkedHashMap<>();
      for (LabelledEntry image : split.recordings()) {
        int slash = image.path().lastIndexOf('/');
        numbers
            .computeIfAbsent(image.path().substring(0, slash), path -> new ArrayList<>())
            .add(Integer.parseInt(image.path().substring(slash + 1)));
      }
      List<ImageSource> sources = new ArrayList<>();
      numbers.forEach(
          (path, some) -> {
            Counted file = byPath.get(path);
            sources.add(new ImageSource.Pixels(file.file(), file.shape().bytes(), some));
          });
      splits.add(new ImageSplit(split.name(), sources));
    }
    return splits;
  }
}
