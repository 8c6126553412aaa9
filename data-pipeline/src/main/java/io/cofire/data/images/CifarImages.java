package io.cofire.data.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * CIFAR's binary files: one label byte (CIFAR-100: two, the second is used), then 1,024 bytes each
 * of red, green and blue, 32 x 32 from the top.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record CifarImages(int recordBytes, byte[] bytes) implements ImageSet {

  private static final int SIDE = 32;
  private static final int PLANE = SIDE * SIDE;
  private static final int CIFAR10 = 3 * PLANE + 1;
  private static final int CIFAR100 = 3 * PLANE + 2;

  static CifarImages open(Path file) throws IOException {
    long length = Files.size(file);
    boolean ten = length % CIFAR10 == 0;
    if (length == 0 || length > Integer.MAX_VALUE - 8 || (!ten && length % CIFAR100 != 0)) {
      throw new ImageException(
          file,
          "unknown kind (expected a folder of pictures a class, MNIST's IDX, or CIFAR's records of %d or %d bytes; found %d bytes)"
              .formatted(CIFAR10, CIFAR100, length));
    }
    return new CifarImages(ten ? CIFAR10 : CIFAR100, Files.readAllBytes(file));
  }

  @Override
  public int size() {
    return bytes.length / recordBytes;
  }

  @Override
  public String label(int index) {
    int at = (index + 1) * recordBytes - 3 * PLANE - 1;
    return Integer.toString(Byte.toUnsignedInt(bytes[at]));
  }

  @Override
  public GreyImage image(int index) {
    int at = (index + 1) * recordBytes - 3 * PLANE;
    float[] values = new float[PLANE];
    for (int i = 0; i < PLANE; i++) {
      values[i] =
          PictureFolder.luma(
              Byte.toUnsignedInt(bytes[at + i]),
              Byte.toUnsignedInt(bytes[at + PLANE + i]),
              Byte.toUnsignedInt(bytes[at + 2 * PLANE + i]));
    }
    return new GreyImage(SIDE, SIDE, values);
  }
}
