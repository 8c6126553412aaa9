package io.cofire.data.imagefiles;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The published data sets whose images are pixels in a few large files. */
final class PublishedPixels {

  /** CIFAR-10 binary (Krizhevsky 2009; www.cs.toronto.edu/~kriz/cifar.html). */
  static final PixelLayout CIFAR_10 =
      cifar(
          "cifar10",
          "data_batch_",
          "test_batch",
          "batches.meta.txt",
          new PublishedCounts(10, 50_000, 10_000),
          CifarKind.TEN);

  /** CIFAR-100 binary by its 100 classes. */
  static final PixelLayout CIFAR_100 =
      cifar(
          "cifar100",
          "train",
          "test",
          "fine_label_names.txt",
          new PublishedCounts(100, 50_000, 10_000),
          CifarKind.HUNDRED_FINE);

  /** CIFAR-100 binary by its 20 groups of classes. */
  static final PixelLayout CIFAR_100_COARSE =
      cifar(
          "cifar100-coarse",
          "train",
          "test",
          "coarse_label_names.txt",
          new PublishedCounts(20, 50_000, 10_000),
          CifarKind.HUNDRED_COARSE);

  /** MNIST (LeCun 1998), files plain or gzip. */
  static final PixelLayout MNIST =
      idx("mnist", IntStream.range(0, 10).mapToObj(Integer::toString).toList());

  /** Fashion-MNIST (Xiao 2017); the names are those of its README. */
  static final PixelLayout FASHION_MNIST =
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

  private PublishedPixels() {}

  private static PixelLayout cifar(
      String name,
      String train,
      String test,
      String names,
      PublishedCounts published,
      CifarKind kind) {
    return new PixelLayout(
        name,
        Pattern.compile("(?:.*/)?" + train + "[^/]*\\.bin"),
        Pattern.compile("(?:.*/)?" + test + "[^/]*\\.bin"),
        Optional.of(Pattern.compile("(?:.*/)?" + Pattern.quote(names))),
        List.of(),
        published,
        train + "*.bin and " + test + "*.bin",
        file -> new PixelFile.Cifar(file.path(), file.bytes(), kind));
  }

  private static PixelLayout idx(String name, List<String> classes) {
    String images = "[^/]*-images[.-]idx3-ubyte(?:\\.gz)?";
    return new PixelLayout(
        name,
        Pattern.compile("(?:.*/)?train" + images),
        Pattern.compile("(?:.*/)?t10k" + images),
        Optional.empty(),
        classes,
        new PublishedCounts(10, 60_000, 10_000),
        "train-images-idx3-ubyte and t10k-images-idx3-ubyte with the files of their labels, plain or .gz",
        PixelFile.Idx::published);
  }
}
