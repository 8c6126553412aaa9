package io.cofire.data.imagefiles;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * MNIST's IDX files, plain or gzip, big-endian: int32 magic (0x803 images, 0x801 labels), the sizes
 * as int32, one byte a pixel or label. Images and labels are two files.
 */
final class IdxReader implements ImageReader {

  static final int IMAGES = 0x803;
  private static final int LABELS = 0x801;

  /** Most images of a file: twice those of the largest that is published, of 8 million. */
  static final int MOST_IMAGES = 1 << 24;

  /** Most pixels of an image: 8,192 x 8,192. */
  static final int MOST_PIXELS = 1 << 26;

  private static final int DEFLATE = 1032; // most that gzip makes of one byte

  private final String path;
  private final InputStream in;
  private final byte[] labels;
  private final PixelShape shape;
  private int images;

  /**
   * Reads the headers and the labels, and closes the latter; {@link #close} closes the images.
   *
   * @param path of the file of images, for messages and the names of its images
   * @param bytes its length, against which its header is held
   * @param labelsPath of the file of labels
   * @throws ImageException if a file is none of its kind or they do not belong together
   */
  IdxReader(String path, InputStream images, long bytes, String labelsPath, InputStream labels)
      throws IOException {
    try (labels) {
      this.path = path;
      this.in = unpacked(path, images);
      int[] sizes = header(path, in, IMAGES, 3);
      this.shape = new PixelShape(1, /* height= */ sizes[1], /* width= */ sizes[2]);
      requireRoom(sizes, in instanceof GZIPInputStream ? bytes * DEFLATE : bytes);
      this.labels = labels(labelsPath, labels, sizes[0]);
    }
  }

  /** The number of labels is that of the images, which was held against their file. */
  private byte[] labels(String name, InputStream raw, int count) throws IOException {
    try (InputStream from = unpacked(name, raw)) {
      int stated = header(name, from, LABELS, 1)[0];
      if (stated != count) {
        throw new ImageException(
            path,
            String.format(Locale.ROOT, "%d images, and %d labels in %s", count, stated, name));
      }
      byte[] read = from.readNBytes(count);
      requireWhole(name, count, read.length);
      return read;
    } catch (EOFException | ZipException e) {
      throw damaged(name, e);
    }
  }

  private static int[] header(String name, InputStream in, int magic, int count)
      throws IOException {
    try {
      ByteBuffer head = ByteBuffer.wrap(in.readNBytes(4 + 4 * count));
      if (head.limit() < 4 + 4 * count || head.getInt() != magic) {
        throw new ImageException(
            name, String.format(Locale.ROOT, "no IDX file (expected magic 0x%08x)", magic));
      }
      int[] sizes = new int[count];
      long pixels = 1;
      for (int i = 0; i < count; i++) {
        sizes[i] = head.getInt();
        pixels = i == 0 ? 1 : pixels * sizes[i];
        long most = i == 0 ? MOST_IMAGES : MOST_PIXELS;
        if (sizes[i] < 1 || (i == 0 ? sizes[i] : pixels) > most) {
          throw new ImageException(
              name,
              String.format(
                  Locale.ROOT,
                  "impossible size %d at byte %d of its header (expected 1 to %d %s)",
                  sizes[i],
                  4 + 4 * i,
                  most,
                  i == 0 ? "images" : "pixels an image"));
        }
      }
      return sizes;
    } catch (EOFException | ZipException e) {
      throw damaged(name, e);
    }
  }

  private void requireRoom(int[] sizes, long bytes) throws ImageException {
    long stated = 16 + (long) sizes[0] * shape.bytes();
    if (stated > bytes) {
      throw new ImageException(
          path,
          String.format(
              Locale.ROOT,
              "its header states %d images of %d x %d at byte 4, %d bytes in all (expected at most %d, what the file can hold)",
              sizes[0],
              shape.width(),
              shape.height(),
              stated,
              bytes));
    }
  }

  private static void requireWhole(String name, long expected, long found) throws ImageException {
    if (expected != found) {
      throw new ImageException(
          name,
          String.format(
              Locale.ROOT, "it ends early (expected %d values, found %d)", expected, found));
    }
  }

  private static InputStream unpacked(String name, InputStream raw) throws IOException {
    InputStream in = new BufferedInputStream(raw);
    in.mark(2);
    byte[] head = in.readNBytes(2);
    in.reset();
    try {
      return isGzip(head) ? new GZIPInputStream(in) : in;
    } catch (EOFException | ZipException e) {
      throw damaged(name, e);
    }
  }

  static boolean isGzip(byte[] head) {
    return head.length >= 2 && head[0] == 0x1F && head[1] == (byte) 0x8B;
  }

  private static ImageException damaged(String name, IOException e) {
    return new ImageException(name, "damaged gzip: " + e.getMessage());
  }

  /** Sizes of every image. */
  PixelShape shape() {
    return shape;
  }

  @Override
  public Optional<FoundImage> next() throws IOException {
    if (images == labels.length) {
      return Optional.empty();
    }
    byte[] pixels = pixels();
    int label = Byte.toUnsignedInt(labels[images]);
    return Optional.of(FoundImage.numbered(path, images++, label, pixels));
  }

  private byte[] pixels() throws IOException {
    try {
      byte[] pixels = in.readNBytes(shape.bytes());
      if (pixels.length < shape.bytes()) {
        long before = (long) images * shape.bytes();
        requireWhole(path, (long) labels.length * shape.bytes(), before + pixels.length);
      }
      return pixels;
    } catch (EOFException | ZipException e) {
      throw damaged(path, e);
    }
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
