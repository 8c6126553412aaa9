package io.cofire.data.pictures;

import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * A JPEG file decoded by libjpeg-turbo, as OpenCV packages it, into memory that is used again for
 * the next one. As torchvision's reading with Pillow does, it ignores EXIF's orientation and colour
 * profiles, and shows grey and CMYK as red, green and blue.
 *
 * <p>Rows below those that are needed are not decoded where the file allows it: the height in the
 * copy of its header is made smaller.
 */
final class JpegRows implements PixelRows, AutoCloseable {

  private static final int COLOURS = 3;
  private static final int END_BYTES = 2;
  private static final int PLAIN =
      opencv_imgcodecs.IMREAD_COLOR_RGB | opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;

  private BytePointer file = new BytePointer(1 << 18);
  private BytePointer pixels = new BytePointer(1 << 20);
  private ByteBuffer values = pixels.asByteBuffer();
  private int step; // bytes of a row

  /**
   * Decodes.
   *
   * @param rows how many of the picture's rows are needed, from the top
   * @param reduction 1, 2, 4 or 8: how much smaller the result is each way
   * @throws PictureException if it cannot be decoded
   */
  void decode(String name, byte[] bytes, JpegHeader header, int rows, int reduction) {
    int height = rowsToDecode(header, rows, reduction);
    int length = load(bytes, header, height);
    int width = (header.width() + reduction - 1) / reduction;
    int decoded = (height + reduction - 1) / reduction;
    step = width * COLOURS;
    reserve((long) step * decoded);
    try (Mat source = new Mat(1, length, opencv_core.CV_8UC1, file);
        Mat target = new Mat(decoded, width, opencv_core.CV_8UC3, pixels);
        Mat result = opencv_imgcodecs.imdecode(source, flags(reduction), target)) {
      if (result.empty()) {
        throw new PictureException(name, "its JPEG data are damaged; prepare the data without it");
      }
    } catch (RuntimeException e) {
      throw e instanceof PictureException ? e : new PictureException(name, e.getMessage());
    }
  }

  /**
   * Chroma that is upsampled looks at the next row, so one more is decoded. Where that reaches into
   * the last units the whole file is read, since its end must be there.
   */
  private static int rowsToDecode(JpegHeader header, int rows, int reduction) {
    int most = (rows + 1) * reduction;
    int unit = header.unitRows();
    boolean endsEarly = (most + unit - 1) / unit * unit < header.height();
    return header.rowsInOrder() && endsEarly ? most : header.height();
  }

  /**
   * OpenCV refuses the "colour" bit beside that of red first, so the reductions are "grey" ones.
   */
  private static int flags(int reduction) {
    return switch (reduction) {
      case 2 -> PLAIN | opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_2;
      case 4 -> PLAIN | opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_4;
      case 8 -> PLAIN | opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_8;
      default -> PLAIN;
    };
  }

  /**
   * Copies the file and says its length. A file that was cut short gets an end, so that what is
   * missing is grey; of one whose height was changed the end is left out, since libjpeg would
   * complain of the rows before it.
   */
  private int load(byte[] bytes, JpegHeader header, int height) {
    if (file.capacity() < bytes.length + END_BYTES) {
      file.close();
      file = new BytePointer(); // what is left if there is no memory
      file = new BytePointer(2L * bytes.length);
    }
    file.position(0).put(bytes, 0, bytes.length);
    if (height < header.height()) {
      file.put(header.heightOffset(), (byte) (height >> 8));
      file.put(header.heightOffset() + 1L, (byte) height);
      return header.end(bytes).orElse(bytes.length);
    }
    file.put(bytes.length, (byte) 0xFF).put(bytes.length + 1L, (byte) 0xD9);
    return bytes.length + END_BYTES;
  }

  private void reserve(long size) {
    if (pixels.capacity() < size) {
      pixels.close();
      pixels = new BytePointer(); // what is left if there is no memory
      pixels = new BytePointer(size + size / 2);
      values = pixels.asByteBuffer();
    }
  }

  @Override
  public void copy(int row, int left, byte[] target, int count) {
    values.get(row * step + left * COLOURS, target, 0, count * COLOURS);
  }

  @Override
  public void close() {
    file.close();
    pixels.close();
  }
}
