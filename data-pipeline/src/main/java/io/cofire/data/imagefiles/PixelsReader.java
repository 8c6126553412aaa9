package io.cofire.data.imagefiles;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Reads a file of pixels from its beginning and gives the images that are asked for. */
final class PixelsReader implements ImageReader {

  private final PixelFile file;
  private final PixelReader pixels;
  private final List<Integer> numbers;
  private final long before; // images of the source that were read earlier
  private int given;
  private int passed; // images of the file

  PixelsReader(PixelFile file, PixelReader pixels, List<Integer> numbers, long before) {
    this.file = file;
    this.pixels = pixels;
    this.numbers = numbers;
    this.before = before;
  }

  @Override
  public Optional<FoundImage> next() throws IOException {
    if (given == numbers.size()) {
      return Optional.empty();
    }
    int number = numbers.get(given++);
    byte[] image = new byte[pixels.shape().bytes()];
    do {
      if (!pixels.next(image)) {
        throw new IllegalStateException(
            file.path() + " has lost images since it was indexed: no number " + number);
      }
    } while (passed++ < number);
    return Optional.of(FoundImage.of(file.image(number), pixels.label(), image));
  }

  @Override
  public long position() {
    return before + given;
  }

  @Override
  public void close() throws IOException {
    pixels.close();
  }
}
