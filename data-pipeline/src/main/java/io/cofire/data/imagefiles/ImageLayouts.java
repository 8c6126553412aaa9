package io.cofire.data.imagefiles;

import java.util.List;
import java.util.Optional;

/** All layouts of images. */
public final class ImageLayouts {

  private static final List<ImageLayout> ALL =
      List.of(
          new ImageFolders(),
          new ImageNet(),
          new TinyImageNet(),
          PixelFiles.CIFAR_10,
          PixelFiles.CIFAR_100,
          PixelFiles.CIFAR_100_COARSE,
          PixelFiles.MNIST,
          PixelFiles.FASHION_MNIST);

  private ImageLayouts() {}

  /** Their names. */
  public static List<String> names() {
    return ALL.stream().map(ImageLayout::name).toList();
  }

  /** A layout by name, if there is one. */
  public static Optional<ImageLayout> find(String name) {
    return ALL.stream().filter(layout -> layout.name().equals(name)).findFirst();
  }
}
