package io.cofire.data.imagefiles;

import java.io.IOException;
import java.io.InputStream;

/**
 * CIFAR's binary files: a label byte (CIFAR-100: two, the coarse one first), then 1,024 bytes each
 * of red, green and blue, 32 x 32 from the top.
 */
public final class CifarReader implements PixelReader {

  private static final PixelShape SHAPE = new PixelShape(3, 32, 32);

  /** Which file it is, and which of its labels is meant. */
  public enum Kind {
    /** CIFAR-10. */
    TEN(1, 0),
    /** The 100 classes of CIFAR-100. */
    HUNDRED_FINE(2, 1),
    /** The 20 groups of classes of CIFAR-100. */
    HUNDRED_COARSE(2, 0);

    private final int labels;
    private final int meant;

    Kind(int labels, int meant) {
      this.labels = labels;
      this.meant = meant;
    }

    /** Bytes of one image with its labels. */
    public int recordBytes() {
      return labels + SHAPE.bytes();
    }
  }

  private final String name;
  private final InputStream in;
  private final Kind kind;
  private int images;
  private int label;

  /**
   * Begins with the first image of a stream, which it closes.
   *
   * @param name of the file, for messages
   */
  public CifarReader(String name, InputStream in, Kind kind) {
    this.name = name;
    this.in = in;
    this.kind = kind;
  }

  @Override
  public PixelShape shape() {
    return SHAPE;
  }

  @Override
  public boolean next(byte[] pixels) throws IOException {
    byte[] labels = in.readNBytes(kind.labels);
    if (labels.length == 0) {
      return false;
    }
    int read = labels.length + in.readNBytes(pixels, 0, SHAPE.bytes());
    if (read < kind.recordBytes()) {
      throw new ImageException(
          name,
          "image %d ends early (expected %d bytes, found %d)"
              .formatted(images, kind.recordBytes(), read));
    }
    label = Byte.toUnsignedInt(labels[kind.meant]);
    images++;
    return true;
  }

  @Override
  public int label() {
    return label;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
