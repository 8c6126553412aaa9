package io.cofire.data.imagefiles;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Reads a file of pixels from its beginning and gives the images that are asked for. */
final class ChosenImages implements ImageReader {

  private final PixelFile file;
  private final ImageReader all;
  private final List<Integer> numbers;
  private final long before; // images of the source that were read earlier
  private int given;

  /**
   * Begins with the first of some images.
   *
   * @param all reads the file from its first image; closed with this
   * @param numbers of the images in the file, ascending
   * @param before images that were asked for earlier
   */
  ChosenImages(PixelFile file, ImageReader all, List<Integer> numbers, long before) {
    this.file = file;
    this.all = all;
    this.numbers = numbers;
    this.before = before;
  }

  @Override
  public Optional<FoundImage> next() throws IOException {
    if (given == numbers.size()) {
      return Optional.empty();
    }
    int number = numbers.get(given++);
    Optional<FoundImage> image = all.next();
    while (image.isPresent() && all.position() <= number) {
      image = all.next();
    }
    if (image.isEmpty()) {
      throw new IllegalStateException(
          file.path() + " has lost images since it was indexed: no number " + number);
    }
    return image;
  }

  @Override
  public long position() {
    return before + given;
  }

  @Override
  public void close() throws IOException {
    all.close();
  }
}
