package io.cofire.driver.ml;

import io.cofire.driver.prediction.PredictionException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.apache.spark.ml.image.ImageSchema;
import org.apache.spark.sql.Row;

/** An image as Spark has read it: rows of pixels, blue before green before red. */
final class SparkImage {

  private SparkImage() {}

  /**
   * The same as a PNG file, which loses nothing.
   *
   * @throws PredictionException if it is none, as Spark marks files that it could not read
   */
  static byte[] png(Row image) throws IOException {
    int height = ImageSchema.getHeight(image);
    int width = ImageSchema.getWidth(image);
    int channels = ImageSchema.getNChannels(image);
    byte[] values = ImageSchema.getData(image);
    boolean known = channels == 1 || channels == 3 || channels == 4;
    if (height < 1 || width < 1 || !known || values.length != (long) height * width * channels) {
      throw new PredictionException(
          String.format(
              Locale.ROOT,
              "Cannot read image %s: Spark has %d bytes of %dx%d pixels with %d channels (expected"
                  + " 1, 3 or 4)",
              ImageSchema.getOrigin(image),
              values.length,
              width,
              height,
              channels));
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ImageIO.write(picture(width, height, channels, values), "png", file);
    return file.toByteArray();
  }

  private static BufferedImage picture(int width, int height, int channels, byte[] values) {
    if (channels == 1) {
      BufferedImage grey = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
      grey.getRaster().setDataElements(0, 0, width, height, values);
      return grey;
    }
    int type = channels == 3 ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_INT_ARGB;
    BufferedImage colour = new BufferedImage(width, height, type);
    for (int i = 0; i < width * height; i++) {
      int at = i * channels;
      int rgb = value(values, at) | value(values, at + 1) << 8 | value(values, at + 2) << 16;
      int alpha = channels == 3 ? 0 : value(values, at + 3) << 24;
      colour.setRGB(i % width, i / width, alpha | rgb);
    }
    return colour;
  }

  private static int value(byte[] values, int at) {
    return Byte.toUnsignedInt(values[at]);
  }
}
