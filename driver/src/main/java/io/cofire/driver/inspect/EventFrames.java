package io.cofire.driver.inspect;

import io.cofire.data.errors.Misfit;
import io.cofire.data.events.EventSink;
import io.cofire.data.events.SensorGeometry;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Pictures of equal parts of a recording's time: ON events orange, OFF events blue, by the majority
 * of a pixel, the stronger the more events it counted.
 */
public final class EventFrames implements EventSink {

  private static final long MOST_BYTES = 512L << 20;
  private static final int SHADES = 127; // of each polarity
  private static final int PAPER = 0xF4F4F4;
  private static final int OFF = 0x2F6FDE;
  private static final int ON = 0xE6780A;
  private static final double BRIGHTEST_SHARE = 0.01; // of pixels are drawn at full strength

  private final SensorGeometry sensor;
  private final long startMicros;
  private final double spanMicros;
  private final byte[][] counts; // a frame each: OFF then ON, rows from the top, at most 255

  private EventFrames(RecordingFacts facts, int frames) {
    this.sensor = facts.sensor();
    this.startMicros = facts.firstMicros();
    this.spanMicros = facts.durationMicros() + 1.0;
    this.counts = new byte[frames][2 * sensor.width() * sensor.height()];
  }

  /**
   * Draws a recording.
   *
   * @param facts its facts
   * @param frames number of pictures, at least 1
   * @param scale side of a pixel on the picture, at least 1
   * @return pictures of {@code width*scale x height*scale}, with one palette
   * @throws IllegalArgumentException if it has no events, or the pictures would be too large
   * @throws IOException if the recording cannot be read
   */
  public static List<BufferedImage> draw(
      RecordingFile file, RecordingFacts facts, int frames, int scale) throws IOException {
    long pixels = (long) facts.sensor().width() * facts.sensor().height();
    if (frames < 1 || scale < 1) {
      throw new Misfit(
          String.format(
              Locale.ROOT,
              "Cannot draw %d frames at scale %d (each must be at least 1)",
              frames,
              scale));
    }
    if (facts.events() == 0) {
      throw new Misfit(
          String.format(Locale.ROOT, "Cannot draw %s: it has no events", file.place()));
    }
    if ((2.0 + (double) scale * scale) * pixels * frames > MOST_BYTES) {
      throw new Misfit(
          String.format(
              Locale.ROOT,
              "Cannot draw %d frames of %s at scale %d: they would take more than 512 MiB; use fewer frames or a smaller scale",
              frames,
              facts.sensor(),
              scale));
    }
    EventFrames drawn = new EventFrames(facts, frames);
    file.decode(drawn);
    return drawn.images(scale);
  }

  @Override
  public void accept(long[] timesMicros, short[] xs, short[] ys, byte[] polarities, int count) {
    int plane = sensor.width() * sensor.height();
    for (int i = 0; i < count; i++) {
      double part = (timesMicros[i] - startMicros) / spanMicros;
      byte[] frame = counts[(int) Math.min(counts.length - 1.0, part * counts.length)];
      int pixel = Short.toUnsignedInt(ys[i]) * sensor.width() + Short.toUnsignedInt(xs[i]);
      int at = polarities[i] * plane + pixel;
      if (frame[at] != -1) {
        frame[at]++;
      }
    }
  }

  private List<BufferedImage> images(int scale) {
    IndexColorModel palette = palette();
    int brightest = brightest();
    List<BufferedImage> images = new ArrayList<>();
    for (byte[] frame : counts) {
      images.add(image(frame, scale, palette, brightest));
    }
    return images;
  }

  private BufferedImage image(byte[] frame, int scale, IndexColorModel palette, int brightest) {
    int width = sensor.width() * scale;
    int height = sensor.height() * scale;
    int plane = sensor.width() * sensor.height();
    BufferedImage image =
        new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, palette);
    WritableRaster raster = image.getRaster();
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int pixel = y / scale * sensor.width() + x / scale;
        raster.setSample(
            x, y, 0, shade(frame[pixel] & 0xFF, frame[plane + pixel] & 0xFF, brightest));
      }
    }
    return image;
  }

  private static int shade(int off, int on, int brightest) {
    if (off + on == 0) {
      return 0;
    }
    double strength = Math.min(1, Math.sqrt((double) (off + on) / brightest));
    int level = Math.max(1, (int) Math.round(strength * SHADES));
    return on >= off ? SHADES + level : level;
  }

  /** The count that all but the brightest of the pixels with events have at most. */
  private int brightest() {
    long[] histogram = new long[511];
    long fired = 0;
    int plane = sensor.width() * sensor.height();
    for (byte[] frame : counts) {
      for (int i = 0; i < plane; i++) {
        int sum = (frame[i] & 0xFF) + (frame[plane + i] & 0xFF);
        histogram[sum]++;
        fired += sum > 0 ? 1 : 0;
      }
    }
    int count = histogram.length - 1;
    for (long above = histogram[count];
        count > 1 && above <= fired * BRIGHTEST_SHARE;
        above += histogram[count]) {
      count--;
    }
    return count;
  }

  /** 0 paper, 1..127 OFF and 128..254 ON from faint to full, 255 white. */
  private static IndexColorModel palette() {
    int[] colours = new int[256];
    colours[0] = PAPER;
    colours[FrameImages.WHITE] = 0xFFFFFF;
    for (int level = 1; level <= SHADES; level++) {
      double strength = 0.15 + 0.85 * level / SHADES;
      colours[level] = mixed(OFF, strength);
      colours[SHADES + level] = mixed(ON, strength);
    }
    return new IndexColorModel(8, 256, colours, 0, false, -1, DataBuffer.TYPE_BYTE);
  }

  private static int mixed(int colour, double strength) {
    int mixed = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      double paper = PAPER >> shift & 0xFF;
      double full = colour >> shift & 0xFF;
      mixed |= (int) Math.round(paper + strength * (full - paper)) << shift;
    }
    return mixed;
  }
}
