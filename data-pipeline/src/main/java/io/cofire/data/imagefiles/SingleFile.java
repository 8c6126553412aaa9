package io.cofire.data.imagefiles;

import static io.cofire.data.imagefiles.CifarKind.HUNDRED_FINE;
import static io.cofire.data.imagefiles.CifarKind.TEN;

import io.cofire.data.files.FileTree;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** The images of one file alone, MNIST's IDX or CIFAR's; the names of its classes are numbers. */
public final class SingleFile {

  private static final String SPLIT = "all";
  private static final int LABELS = 256; // a byte

  private SingleFile() {}

  /**
   * Finds the images.
   *
   * @param file its path in the tree
   * @param labels path of the labels of an IDX file; by default the file is named as in the
   *     published data set
   * @throws ImageException if it is of neither kind, damaged, or has no labels
   * @throws IOException if the storage fails
   */
  public static ImageIndex index(FileTree tree, FileTree.Entry file, Optional<String> labels)
      throws IOException {
    PixelFile pixels = isIdx(tree, file) ? idx(tree, file, labels) : cifar(file);
    int images = count(tree, pixels);
    PixelShape shape = pixels.shape(tree);
    List<Integer> numbers = IntStream.range(0, images).boxed().toList();
    ImageSource source = new ImageSource.Pixels(pixels, shape.bytes(), numbers);
    return new ImageIndex(
        file.path(),
        Optional.of(shape),
        IntStream.range(0, LABELS).mapToObj(Integer::toString).toList(),
        List.of(new ImageSplit(SPLIT, List.of(source))),
        Optional.empty());
  }

  private static int count(FileTree tree, PixelFile file) throws IOException {
    try (ImageReader reader = file.open(tree)) {
      int images = 0;
      while (reader.next().isPresent()) {
        images++;
      }
      return images;
    }
  }

  private static boolean isIdx(FileTree tree, FileTree.Entry file) throws IOException {
    try (InputStream in = tree.open(file.path())) {
      byte[] head = in.readNBytes(4);
      return IdxReader.isGzip(head)
          || (head.length == 4 && ByteBuffer.wrap(head).getInt() == IdxReader.IMAGES);
    }
  }

  private static PixelFile idx(FileTree tree, FileTree.Entry images, Optional<String> labels)
      throws IOException {
    PixelFile.Idx published = PixelFile.Idx.published(images);
    String chosen = labels.orElse(published.labels());
    if (chosen.equals(images.path()) || !isThere(tree, chosen)) {
      throw new ImageException(images.path(), "no file of labels beside it; name it");
    }
    return new PixelFile.Idx(images.path(), images.bytes(), chosen);
  }

  private static boolean isThere(FileTree tree, String path) throws IOException {
    try {
      tree.open(path).close();
      return true;
    } catch (FileNotFoundException e) {
      return false;
    }
  }

  private static PixelFile cifar(FileTree.Entry file) throws ImageException {
    for (CifarKind kind : List.of(TEN, HUNDRED_FINE)) {
      boolean whole = file.bytes() > 0 && file.bytes() % kind.recordBytes() == 0;
      if (whole && file.bytes() < Integer.MAX_VALUE) {
        return new PixelFile.Cifar(file.path(), file.bytes(), kind);
      }
    }
    throw new ImageException(
        file.path(),
        String.format(
            Locale.ROOT,
            "unknown kind (expected a folder of pictures a class, MNIST's IDX, or CIFAR's records of %d or %d bytes; found %d bytes)",
            TEN.recordBytes(),
            HUNDRED_FINE.recordBytes(),
            file.bytes()));
  }
}
