package io.cofire.data.images;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * MNIST's IDX files, plain or {@code .gz}, big-endian: int32 magic (0x803 images, 0x801 labels),
 * the sizes as int32, one byte a pixel or label.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record IdxImages(int width, int height, byte[] pixels, byte[] labels) implements ImageSet {

  private static final int IMAGES = 0x803;
  private static final int LABELS = 0x801;

  static boolean accepts(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(4);
      boolean packed = head.length >= 2 && head[0] == 0x1F && head[1] == (byte) 0x8B;
      return packed || (head.length == 4 && ByteBuffer.wrap(head).getInt() == IMAGES);
    }
  }

  static IdxImages open(Path images, Optional<Path> labelFile) throws IOException {
    int[] sizes = new int[3];
    byte[] pixels = read(images, IMAGES, sizes);
    Path beside =
        images.resolveSibling(
            images.getFileName().toString().replace("images", "labels").replace("idx3", "idx1"));
    Path place = labelFile.orElse(beside);
    if (place.equals(images) || !Files.isRegularFile(place)) {
      throw new ImageException(images, "no file of labels beside it; name it");
    }
    byte[] labels = read(place, LABELS, new int[1]);
    if (labels.length != sizes[0]) {
      throw new ImageException(
          images, "%d images, and %d labels in %s".formatted(sizes[0], labels.length, place));
    }
    return new IdxImages(/* width= */ sizes[2], /* height= */ sizes[1], pixels, labels);
  }

  private static byte[] read(Path file, int magic, int[] sizes) throws IOException {
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(file));
        InputStream in = unpacked(raw)) {
      ByteBuffer head = ByteBuffer.wrap(in.readNBytes(4 + 4 * sizes.length));
      if (head.limit() < 4 + 4 * sizes.length || head.getInt() != magic) {
        throw new ImageException(file, "no IDX file (expected magic 0x%08x)".formatted(magic));
      }
      long length = 1;
      for (int i = 0; i < sizes.length; i++) {
        sizes[i] = head.getInt();
        boolean possible = sizes[i] >= 1 && length * sizes[i] < Integer.MAX_VALUE;
        if (!possible) {
          throw new ImageException(file, "impossible size %d in its header".formatted(sizes[i]));
        }
        length *= sizes[i];
      }
      byte[] values = in.readNBytes((int) length);
      if (values.length != length) {
        throw new ImageException(
            file, "it ends early (expected %d values, found %d)".formatted(length, values.length));
      }
      return values;
    } catch (EOFException | ZipException e) {
      throw new ImageException(file, "damaged gzip: " + e.getMessage());
    }
  }

  private static InputStream unpacked(InputStream raw) throws IOException {
    raw.mark(2);
    byte[] head = raw.readNBytes(2);
    raw.reset();
    boolean packed = head.length == 2 && head[0] == 0x1F && head[1] == (byte) 0x8B;
    return packed ? new GZIPInputStream(raw) : raw;
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
    float[] values = new float[width * height];
    for (int i = 0; i < values.length; i++) {
      values[i] = Byte.toUnsignedInt(pixels[index * values.length + i]) / 255f;
    }
    return new GreyImage(width, height, values);
  }
}
