package io.cofire.data.imagefiles;

import io.cofire.data.datasets.DatasetException;
import io.cofire.data.datasets.LabelledEntry;
import io.cofire.data.datasets.LayoutOptions;
import io.cofire.data.datasets.SplitEntries;
import io.cofire.data.datasets.Splitting;
import io.cofire.data.files.FileTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

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
record PixelFiles(
    String name,
    Pattern train,
    Pattern test,
    Optional<Pattern> names,
    List<String> knownNames,
    PublishedCounts published,
    String looksLike,
    Function<FileTree.Entry, PixelFile> format)
    implements ImageLayout {

  /** CIFAR-10 binary (Krizhevsky 2009; www.cs.toronto.edu/~kriz/cifar.html). */
  static final PixelFiles CIFAR_10 =
      cifar(
          "cifar10",
          "data_batch_",
          "test_batch",
          "batches.meta.txt",
          new PublishedCounts(10, 50_000, 10_000),
          CifarReader.Kind.TEN);

  /** CIFAR-100 binary by its 100 classes. */
  static final PixelFiles CIFAR_100 =
      cifar(
          "cifar100",
          "train",
          "test",
          "fine_label_names.txt",
          new PublishedCounts(100, 50_000, 10_000),
          CifarReader.Kind.HUNDRED_FINE);

  /** CIFAR-100 binary by its 20 groups of classes. */
  static final PixelFiles CIFAR_100_COARSE =
      cifar(
          "cifar100-coarse",
          "train",
          "test",
          "coarse_label_names.txt",
          new PublishedCounts(20, 50_000, 10_000),
          CifarReader.Kind.HUNDRED_COARSE);

  /** MNIST (LeCun 1998), files plain or gzip. */
  static final PixelFiles MNIST =
      idx("mnist", IntStream.range(0, 10).mapToObj(Integer::toString).toList());

  /** Fashion-MNIST (Xiao 2017); the names are those of its README. */
  static final PixelFiles FASHION_MNIST =
      idx(
          "fashion-mnist",
          List.of(
              "T-shirt/top",
              "Trouser",
              "Pullover",
              "Dress",
              "Coat",
              "Sandal",
              "Shirt",
              "Sneaker",
              "Bag",
              "Ankle boot"));

  private static PixelFiles cifar(
      String name,
      String train,
      String test,
      String names,
      PublishedCounts published,
      CifarReader.Kind kind) {
    return new PixelFiles(
        name,
        Pattern.compile("(?:.*/)?" + train + "[^/]*\\.bin"),
        Pattern.compile("(?:.*/)?" + test + "[^/]*\\.bin"),
        Optional.of(Pattern.compile("(?:.*/)?" + Pattern.quote(names))),
        List.of(),
        published,
        train + "*.bin and " + test + "*.bin",
        file -> new PixelFile.Cifar(file.path(), file.bytes(), kind));
  }

  private static PixelFiles idx(String name, List<String> classes) {
    String images = "[^/]*-images[.-]idx3-ubyte(?:\\.gz)?";
    return new PixelFiles(
        name,
        Pattern.compile("(?:.*/)?train" + images),
        Pattern.compile("(?:.*/)?t10k" + images),
        Optional.empty(),
        classes,
        new PublishedCounts(10, 60_000, 10_000),
        "train-images-idx3-ubyte and t10k-images-idx3-ubyte with the files of their labels, plain or .gz",
        file -> new PixelFile.Idx(file.path(), file.bytes(), labelsOf(file.path())));
  }

  private static String labelsOf(String images) {
    int name = images.lastIndexOf('/') + 1;
    String labels = images.substring(name).replace("images", "labels").replace("idx3", "idx1");
    return images.substring(0, name) + labels;
  }

  /** What is known of a file once its labels were read. */
  private record Counted(PixelFile file, PixelShape shape, List<LabelledEntry> images) {}

  @Override
  public ImageIndex index(FileTree tree, LayoutOptions options) throws IOException {
    List<FileTree.Entry> files = tree.files();
    List<String> classes = classes(tree, files);
    List<Counted> trained = count(tree, files, train, classes.size());
    List<Counted> tested = count(tree, files, test, classes.size());
    List<Counted> all = new ArrayList<>(trained);
    all.addAll(tested);
    if (all.isEmpty() || (options.split().isEmpty() && (trained.isEmpty() || tested.isEmpty()))) {
      throw missing(tree, files.size(), trained, tested);
    }
    List<ImageSplit> splits =
        options.split().isPresent()
            ? divided(tree, all, options)
            : List.of(
                new ImageSplit("train", whole(trained)), new ImageSplit("test", whole(tested)));
    Optional<PublishedCounts> counts = PictureFiles.demanded(options, published);
    return new ImageIndex(name, Optional.of(shape(tree, all)), classes, splits, counts)
        .checked(tree);
  }

  private DatasetException missing(
      FileTree tree, int files, List<Counted> trained, List<Counted> tested) {
    String split = trained.isEmpty() ? "train" : "test";
    String remedy =
        trained.isEmpty() && tested.isEmpty()
            ? "check the folder"
            : "check the folder, or divide what is there with --split";
    return new DatasetException(
        "Cannot index data set %s in %s: no images for split %s (expected %s, found none among %d files); %s"
            .formatted(name, tree.root(), split, looksLike, files, remedy));
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
              "Cannot index data set %s in %s: %s has %d names (expected %d); fetch it again"
                  .formatted(name, tree.root(), file.path(), lines.size(), published.classes()));
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
    try (PixelReader reader = file.open(tree)) {
      byte[] pixels = new byte[reader.shape().bytes()];
      List<LabelledEntry> images = new ArrayList<>();
      while (reader.next(pixels)) {
        String image = file.image(images.size());
        if (reader.label() >= classes) {
          throw new ImageException(
              image, "its class is %d (expected less than %d)".formatted(reader.label(), classes));
        }
        images.add(LabelledEntry.whole(image, pixels.length, reader.label()));
      }
      return new Counted(file, reader.shape(), images);
    }
  }

  private PixelShape shape(FileTree tree, List<Counted> files) {
    List<PixelShape> shapes = files.stream().map(Counted::shape).distinct().toList();
    if (shapes.size() != 1) {
      throw new DatasetException(
          "Cannot index data set %s in %s: its files have images of different sizes: %s"
              .formatted(name, tree.root(), shapes));
    }
    return shapes.get(0);
  }

  private static List<ImageSource> whole(List<Counted> files) {
    List<ImageSource> sources = new ArrayList<>();
    for (Counted file : files) {
      List<Integer> numbers = IntStream.range(0, file.images().size()).boxed().toList();
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
    String chosen = options.split().orElseThrow();
    for (SplitEntries split :
        Splitting.divide(name, tree.root(), all, chosen, options.splitSeed())) {
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
