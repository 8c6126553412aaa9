package io.cofire.data.imagefiles;

import io.cofire.data.datasets.DatasetException;
import io.cofire.data.datasets.LayoutOptions;
import io.cofire.data.files.FileTree;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** How one data set of images lies on disk. Stateless. */
public interface ImageLayout {

  /** Name on the command line, such as {@code cifar10}. */
  String name();

  /**
   * Finds the images.
   *
   * @param tree the data set's folder
   * @param options what the layout leaves to its user
   * @return where the images are, in an order that depends on their paths alone
   * @throws DatasetException if the folder does not hold this data set, or an option does not fit
   * @throws IOException if the storage fails
   */
  ImageIndex index(FileTree tree, LayoutOptions options) throws IOException;

  /** All layouts. */
  static List<ImageLayout> all() {
    return List.of(
        new ImageFolders(),
        new ImageNet(),
        new TinyImageNet(),
        PixelFiles.CIFAR_10,
        PixelFiles.CIFAR_100,
        PixelFiles.CIFAR_100_COARSE,
        PixelFiles.MNIST,
        PixelFiles.FASHION_MNIST);
  }

  /** A layout by name, if there is one. */
  static Optional<ImageLayout> find(String name) {
    return all().stream().filter(layout -> layout.name().equals(name)).findFirst();
  }
}
