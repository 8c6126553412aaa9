package io.cofire.data.pictures;

import io.cofire.data.pictures.PictureReader.CutShort;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Makes picture files smaller: what is larger than a short side is resized to it and written as
 * JPEG. One thread at a time.
 */
public final class Reencoder implements AutoCloseable {

  private final PictureReader reader;
  private final int shortSide;
  private final int quality;
  private final Picture picture = new Picture();

  /**
   * A reencoder.
   *
   * @param shortSide longest short side, pixels
   * @param quality of the JPEG, 1 to 100
   */
  public Reencoder(int shortSide, int quality, CutShort cutShort) {
    this.reader = new PictureReader(cutShort);
    this.shortSide = shortSide;
    this.quality = quality;
  }

  /**
   * Decodes a file and, where it is larger, gives the smaller one; the same bytes always become the
   * same.
   *
   * @param name what errors call it
   * @return empty where the file may stay
   * @throws PictureException if it is damaged or no picture
   */
  public Optional<byte[]> smaller(String name, byte[] bytes) {
    boolean[] larger = {false};
    reader.read(
        name,
        bytes,
        (width, height) -> {
          larger[0] = Math.min(width, height) > shortSide;
          return larger[0] ? scaled(width, height) : whole(width, height);
        },
        picture);
    return larger[0] ? Optional.of(encoded(name)) : Optional.empty();
  }

  private static Window whole(int width, int height) {
    return new Window(0, 0, width, height, width, height, 0, 0, width, height);
  }

  /** The longer side in the same proportion, rounded down as torchvision's Resize does. */
  private Window scaled(int width, int height) {
    int w = width <= height ? shortSide : (int) ((long) shortSide * width / height);
    int h = height <= width ? shortSide : (int) ((long) shortSide * height / width);
    return new Window(0, 0, width, height, w, h, 0, 0, w, h);
  }

  private byte[] encoded(String name) {
    byte[] blueFirst = picture.copy();
    for (int i = 0; i < blueFirst.length; i += 3) {
      byte red = blueFirst[i];
      blueFirst[i] = blueFirst[i + 2];
      blueFirst[i + 2] = red;
    }
    try (BytePointer pixels =
            new BytePointer(blueFirst.length).put(blueFirst, 0, blueFirst.length);
        Mat source = new Mat(picture.height(), picture.width(), opencv_core.CV_8UC3, pixels);
        BytePointer file = new BytePointer();
        IntPointer settings = new IntPointer(opencv_imgcodecs.IMWRITE_JPEG_QUALITY, quality)) {
      if (!opencv_imgcodecs.imencode(".jpg", source, file, settings)) {
        throw new PictureException(name, "it cannot be written as JPEG");
      }
      byte[] encoded = new byte[Math.toIntExact(file.limit())];
      file.get(encoded);
      return encoded;
    }
  }

  @Override
  public void close() {
    reader.close();
  }
}
