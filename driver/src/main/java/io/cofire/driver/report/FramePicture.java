package io.cofire.driver.report;

import io.cofire.data.pictures.Picture;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.util.Base64;
import javax.imageio.ImageIO;

/**
 * Frames of one sample side by side, as the network sees them: ON events orange, OFF events blue, a
 * pixel the more opaque the more events it counted, nothing where none fell. Or an image.
 *
 * @param title the class
 * @param source the recording it comes from
 * @param width pixels of the picture as it is shown
 * @param png the picture as a data URI
 */
record FramePicture(String title, String source, int width, String png) {

  /** More frames than this are thinned out evenly: they would be too small to see. */
  static final int MOST_FRAMES = 8;

  private static final int GAP = 2;
  private static final int SHOWN_HEIGHT = 102;
  private static final int ON = 0xE6780A;
  private static final int OFF = 0x2F6FDE;

  /**
   * Draws.
   *
   * @param frames event counts, [T,2,H,W], channel 0 OFF and 1 ON
   */
  static FramePicture of(
      String title, String source, FloatBuffer frames, int timesteps, int height, int width) {
    int shown = Math.min(timesteps, MOST_FRAMES);
    int across = shown * (width + GAP) - GAP;
    BufferedImage image = new BufferedImage(across, height, BufferedImage.TYPE_INT_ARGB);
    float most = most(frames);
    for (int i = 0; i < shown; i++) {
      draw(image, i * (width + GAP), frames, i * timesteps / shown, most, height, width);
    }
    return new FramePicture(title, source, across * SHOWN_HEIGHT / height, dataUri(image));
  }

  /** An image as the network sees it, before normalisation. */
  static FramePicture of(String title, String source, Picture picture) {
    BufferedImage image =
        new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_INT_RGB);
    int blue = picture.channels() - 1; // of a grey one they are all the same
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        int green = picture.at(x, y, blue / 2);
        image.setRGB(x, y, picture.at(x, y, 0) << 16 | green << 8 | picture.at(x, y, blue));
      }
    }
    int width = picture.width() * SHOWN_HEIGHT / picture.height();
    return new FramePicture(title, source, width, dataUri(image));
  }

  private static void draw(
      BufferedImage image,
      int left,
      FloatBuffer frames,
      int timestep,
      float most,
      int height,
      int width) {
    int plane = height * width;
    for (int p = 0; p < plane; p++) {
      float off = frames.get(2 * timestep * plane + p);
      float on = frames.get((2 * timestep + 1) * plane + p);
      // The floor keeps pixels without events faintly visible, so that the frame's edge shows.
      double strength = Math.min(1, 0.06 + 0.94 * Math.sqrt((on + off) / most));
      int colour = on + off == 0 ? 0x808080 : on >= off ? ON : OFF;
      image.setRGB(left + p % width, p / width, (int) (255 * strength) << 24 | colour);
    }
  }

  private static float most(FloatBuffer frames) {
    float most = 1;
    for (int i = 0; i < frames.limit(); i++) {
      most = Math.max(most, frames.get(i));
    }
    return most;
  }

  private static String dataUri(BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write a picture into memory", e);
    }
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes.toByteArray());
  }
}
