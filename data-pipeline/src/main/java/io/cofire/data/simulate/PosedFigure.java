package io.cofire.data.simulate;

/**
 * A {@link Figure} at one moment, ready to be asked for many pixels: a stroke that is too far away
 * to count is told by a product, before the distance and its divisions are worked out.
 */
final class PosedFigure {

  /** Far above rounding, so that a stroke that counts is never left out. */
  private static final double MARGIN = 1e-6;

  private static final int X = 0;
  private static final int Y = 1;
  private static final int ALONG_X = 2;
  private static final int ALONG_Y = 3;
  private static final int SQUARED_LENGTH = 4;
  private static final int SQUARED_REACH = 5;
  private static final int SCALED_X = 6;
  private static final int SCALED_Y = 7;
  private static final int FIELDS = 8;

  private final double[] strokes; // FIELDS values each
  private final double cosine;
  private final double sine;
  private final double scale;
  private final double density;
  private final double halfWidth;
  private final double limit;

  /**
   * Places a figure.
   *
   * @param density pixels of the sensor per pixel of the figure
   */
  PosedFigure(Figure figure, Pose pose, double density) {
    this.cosine = Math.cos(pose.angle());
    this.sine = Math.sin(pose.angle());
    this.scale = pose.scale();
    this.density = density;
    this.halfWidth = figure.halfWidth() / scale; // elastic: growing thins it and keeps its area
    this.limit = figure.reach() * scale + halfWidth + 1;
    double edge = (halfWidth + 0.5 / density) / scale + MARGIN; // beyond it nothing is covered
    this.strokes = new double[FIELDS * figure.segments().length];
    int at = 0;
    for (double[] ends : figure.segments()) {
      double alongX = ends[2] - ends[0];
      double alongY = ends[3] - ends[1];
      double squared = alongX * alongX + alongY * alongY;
      strokes[at + X] = ends[0];
      strokes[at + Y] = ends[1];
      strokes[at + ALONG_X] = alongX;
      strokes[at + ALONG_Y] = alongY;
      strokes[at + SQUARED_LENGTH] = squared;
      strokes[at + SQUARED_REACH] = edge * edge * squared * scale * scale;
      strokes[at + SCALED_X] = ends[0] * scale;
      strokes[at + SCALED_Y] = ends[1] * scale;
      at += FIELDS;
    }
  }

  /** Distance from the centre, in pixels of the figure, beyond which no pixel is covered. */
  double limit() {
    return limit;
  }

  /**
   * How much of a pixel the figure covers, 0 to 1, smoothed over one pixel.
   *
   * @param dx column of the pixel from the figure's centre
   * @param dy row of the pixel from the figure's centre
   */
  double coverage(double dx, double dy) {
    if (dx * dx + dy * dy > limit * limit) {
      return 0;
    }
    double turnedX = cosine * dx + sine * dy;
    double turnedY = cosine * dy - sine * dx;
    double nearest = Double.POSITIVE_INFINITY;
    for (int at = 0; at < strokes.length; at += FIELDS) {
      // The distance from the stroke's line, times its length and the scale.
      double cross =
          (turnedX - strokes[at + SCALED_X]) * strokes[at + ALONG_Y]
              - (turnedY - strokes[at + SCALED_Y]) * strokes[at + ALONG_X];
      if (cross * cross <= strokes[at + SQUARED_REACH]) {
        nearest = Math.min(nearest, squaredDistance(at, turnedX / scale, turnedY / scale));
      }
    }
    if (nearest == Double.POSITIVE_INFINITY) {
      return 0;
    }
    double outside = (Math.sqrt(nearest) * scale - halfWidth) * density;
    return Math.min(1, Math.max(0, 0.5 - outside));
  }

  private double squaredDistance(int at, double x, double y) {
    double fromX = x - strokes[at + X];
    double fromY = y - strokes[at + Y];
    double alongX = strokes[at + ALONG_X];
    double alongY = strokes[at + ALONG_Y];
    double place = (fromX * alongX + fromY * alongY) / strokes[at + SQUARED_LENGTH];
    double clamped = Math.min(1, Math.max(0, place));
    double dx = fromX - clamped * alongX;
    double dy = fromY - clamped * alongY;
    return dx * dx + dy * dy;
  }
}
