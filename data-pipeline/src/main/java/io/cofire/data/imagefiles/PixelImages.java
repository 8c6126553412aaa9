package io.cofire.data.imagefiles;

import static io.cofire.data.imagefiles.CifarReader.Kind.HUNDRED_FINE;
import static io.cofire.data.imagefiles.CifarReader.Kind.TEN;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** All images of an IDX or CIFAR file, in memory. */
record PixelImages(PixelShape shape, byte[] pixels, byte[] labels) implements ImageSet {

  static PixelImages open(Path file, Optional<Path> labels) throws IOException {
    try (PixelReader reader = isIdx(file) ? idx(file, labels) : cifar(file)) {
      ByteArrayOutputStream pixels = new ByteArrayOutputStream();
      ByteArrayOutputStream classes = new ByteArrayOutputStream();
      byte[] one = new byte[reader.shape().bytes()];
      while (reader.next(one)) {
        pixels.write(one, 0, one.length);
        classes.write(reader.label());
      }
      return new PixelImages(reader.shape(), pixels.toByteArray(), classes.toByteArray());
    }
  }

  private static boolean isIdx(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(4);
      return IdxReader.isGzip(head)
          || (head.length == 4 && ByteBuffer.wrap(head).getInt() == IdxReader.IMAGES);
    }
  }

  private static PixelReader idx(Path images, Optional<Path> labelFile) throws IOException {
    Path beside =
        images.resolveSibling(
            images.getFileName().toString().replace("images", "labels").replace("idx3", "idx1"));
    Path labels = labelFile.orElse(beside);
    if (labels.equals(images) || !Files.isRegularFile(labels)) {
      throw new ImageException(images, "no file of labels beside it; name it");
    }
    return new IdxReader(
        images.toString(),
        Files.newInputStream(images),
        labels.toString(),
        Files.newInputStream(labels));
  }

  private static PixelReader cifar(Path file) throws IOException {
    long length = Files.size(file);
    for (CifarReader.Kind kind : List.of(TEN, HUNDRED_FINE)) {
      if (length > 0 && length < Integer.MAX_VALUE && length % kind.recordBytes() == 0) {
        InputStream in = new BufferedInputStream(Files.newInputStream(file));
        return new CifarReader(file.toString(), in, kind);
      }
    }
    throw new ImageException(
        file,
        "unknown kind (expected a folder of pictures a class, MNIST's IDX, or CIFAR's records of %d or %d bytes; found %d bytes)"
            .formatted(TEN.recordBytes(), HUNDRED_FINE.recordBytes(), length));
  }

  @Override
  public int size() {
    return labels.length;
  }

  @Override
  public String label(int index) {
    return Integer.toString(Byte.toUnsignedInt(labels[index]));
  }

  @Override
  public GreyImage image(int index) {
    int plane = shape.height() * shape.width();
    int at = index * shape.bytes();
    float[] values = new float[plane];
    for (int i = 0; i < plane; i++) {
      values[i] =
          shape.channels() == 1
              ? pixel(at + i) / 255f
              : PictureFolder.luma(pixel(at + i), pixel(at + plane + i), pixel(at + 2 * plane + i));
    }
    return new GreyImage(shape.width(), shape.height(), values);
  }

  private int pixel(int at) {
    return Byte.toUnsignedInt(pixels[at]);
  }
}
