package io.cofire.data.imagefiles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Labelled images in a fixed order. Threads may read them at the same time. */
public interface ImageSet {

  /** How many there are, at least 1. */
  int size();

  /** Name of an image's class, fit for a folder. */
  String label(int index);

  /**
   * An image.
   *
   * @throws ImageException if it is damaged
   * @throws IOException if the storage fails
   */
  GreyImage image(int index) throws IOException;

  /**
   * Opens images: a folder with a folder of pictures a class, an IDX file (MNIST, also {@code
   * .gz}), or a CIFAR-10 or CIFAR-100 binary file.
   *
   * @param images the folder or file
   * @param labels labels of an IDX file, by default the file of the same name with {@code labels}
   *     for {@code images} and {@code idx1} for {@code idx3}
   * @throws ImageException if it is missing, empty or of another kind
   * @throws IOException if the storage fails
   */
  static ImageSet open(Path images, Optional<Path> labels) throws IOException {
    if (Files.isDirectory(images)) {
      return PictureFolder.open(images);
    }
    if (!Files.isRegularFile(images)) {
      throw new ImageException(images, "no such file; check the path");
    }
    return PixelImages.open(images, labels);
  }
}
