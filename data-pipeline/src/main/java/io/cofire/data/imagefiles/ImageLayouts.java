package io.cofire.data.imagefiles;

import io.cofire.data.files.FileTree;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** All layouts of images. */
public final class ImageLayouts {

  private static final ImageLayout FOLDERS = new ImageFolders();

  /** A folder that looks like several is taken for the first of them. */
  private static final List<ImageLayout> ALL =
      List.of(
          new TinyImageNet(),
          new ImageNet(),
          FOLDERS,
          PublishedPixels.CIFAR_10,
          PublishedPixels.CIFAR_100,
          PublishedPixels.CIFAR_100_COARSE,
          PublishedPixels.MNIST,
          PublishedPixels.FASHION_MNIST);

  private ImageLayouts() {}

  /** Their names. */
  public static List<String> names() {
    return ALL.stream().map(ImageLayout::name).toList();
  }

  /** A layout by name, if there is one. */
  public static Optional<ImageLayout> find(String name) {
    return ALL.stream().filter(layout -> layout.name().equals(name)).findFirst();
  }

  /**
   * The layout that a folder looks like; folders of pictures if it looks like none.
   *
   * @throws IOException if the storage fails
   */
  public static ImageLayout of(FileTree tree) throws IOException {
    List<FileTree.Entry> files = tree.files();
    return ALL.stream().filter(layout -> layout.fits(files)).findFirst().orElse(FOLDERS);
  }
}
