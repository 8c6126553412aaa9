package io.cofire.data.imagefiles;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;

/**
 * CIFAR's binary files: a label byte (CIFAR-100: two, the coarse one first), then 1,024 bytes each
 * of red, green and blue, 32 x 32 from the top.
 */
final class CifarReader implements ImageReader {

  static final PixelShape SHAPE = new PixelShape(3, 32, 32);

  private final String path;
  private final InputStream in;
  private final CifarKind kind;
  private int images;

  /**
   * Begins with the first image of a stream, which it closes.
   *
   * @param path of the file, for the names of its images
   */
  CifarReader(String path, InputStream in, CifarKind kind) {
    this.path = path;
    this.in = in;
    this.kind = kind;
  }

  @Override
  public Optional<FoundImage> next() throws IOException {
    byte[] labels = in.readNBytes(kind.labels());
    if (labels.length == 0) {
      return Optional.empty();
    }
    byte[] pixels = in.readNBytes(SHAPE.bytes());
    int read = labels.length + pixels.length;
    if (read < kind.recordBytes()) {
      throw new ImageException(
          path,
          String.format(
              Locale.ROOT,
              "image %d ends early (expected %d bytes, found %d)",
              images,
              kind.recordBytes(),
              read));
    }
    int label = Byte.toUnsignedInt(labels[kind.meant()]);
    return Optional.of(FoundImage.numbered(path, images++, label, pixels));
  }

  @Override
  public long position() {
    return images;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
