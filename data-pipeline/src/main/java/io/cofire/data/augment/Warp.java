package io.cofire.data.augment;

import io.cofire.data.pictures.Picture;
import java.util.Arrays;

/**
 * Moves the pixels of a picture: the value at (x, y) comes from
 *
 * <pre>  (a (x+1/2) + b (y+1/2) + c,  d (x+1/2) + e (y+1/2) + f)  </pre>
 *
 * where a pixel covers a unit square and its centre is at 1/2; outside of the picture it is black.
 * The conventions are those of Pillow's affine transform.
 */
record Warp(double a, double b, double c, double d, double e, double f) {

  static Warp shearX(double by) {
    return new Warp(1, by, 0, 0, 1, 0);
  }

  static Warp shearY(double by) {
    return new Warp(1, 0, 0, by, 1, 0);
  }

  static Warp translate(int x, int y) {
    return new Warp(1, 0, x, 0, 1, y);
  }

  /** About the centre, counter-clockwise. */
  static Warp rotate(double degrees, int width, int height) {
    double angle = -Math.toRadians(degrees);
    double cosine = StrictMath.cos(angle);
    double sine = StrictMath.sin(angle);
    double x = width / 2.0;
    double y = height / 2.0;
    return new Warp(
        cosine, sine, x - cosine * x - sine * y, -sine, cosine, y + sine * x - cosine * y);
  }

  void apply(Picture picture, Interpolation interpolation) {
    byte[] to = picture.spare();
    int channels = picture.channels();
    for (int y = 0, at = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++, at += channels) {
        double fromX = a * (x + 0.5) + b * (y + 0.5) + c;
        double fromY = d * (x + 0.5) + e * (y + 0.5) + f;
        if (!(fromX >= 0 && fromX < picture.width() && fromY >= 0 && fromY < picture.height())) {
          Arrays.fill(to, at, at + channels, (byte) 0);
        } else if (interpolation == Interpolation.NEAREST) {
          int from = (((int) fromY) * picture.width() + (int) fromX) * channels;
          System.arraycopy(picture.values(), from, to, at, channels);
        } else {
          mix(picture, fromX - 0.5, fromY - 0.5, to, at);
        }
      }
    }
    picture.swap();
  }

  /** Pixels beyond the border are those at it. */
  private static void mix(Picture picture, double x, double y, byte[] to, int at) {
    int left = (int) Math.floor(x);
    int top = (int) Math.floor(y);
    double right = x - left;
    double lower = y - top;
    int x0 = Math.max(left, 0);
    int x1 = Math.min(left + 1, picture.width() - 1);
    int y0 = Math.max(top, 0);
    int y1 = Math.min(top + 1, picture.height() - 1);
    for (int c = 0; c < picture.channels(); c++) {
      double above = between(picture.at(x0, y0, c), picture.at(x1, y0, c), right);
      double below = between(picture.at(x0, y1, c), picture.at(x1, y1, c), right);
      to[at + c] = (byte) between(above, below, lower);
    }
  }

  private static double between(double first, double second, double share) {
    return first + (second - first) * share;
  }
}
