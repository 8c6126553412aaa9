package io.cofire.data.simulate;

import java.util.SplittableRandom;

/**
 * A closed outline of three or four corners, sometimes with spokes from its centre: strokes that
 * thin out as the figure grows, so that growing and shrinking give about as many events of one
 * polarity as of the other.
 *
 * @param segments x0, y0, x1, y1 of each stroke in pixels around the centre
 * @param reach greatest distance of a corner from the centre
 * @param halfWidth half the width of a stroke at scale 1 in pixels
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Figure(double[][] segments, double reach, double halfWidth) {

  static Figure draw(SplittableRandom random) {
    int corners = random.nextInt(3, 5);
    boolean spokes = random.nextInt(2) == 0;
    double size = random.nextDouble(6.5, 9.5);
    double[] xs = new double[corners];
    double[] ys = new double[corners];
    double reach = 0;
    for (int i = 0; i < corners; i++) {
      double radius = size * random.nextDouble(0.75, 1.0);
      double angle = 2 * Math.PI * (i + random.nextDouble(-0.12, 0.12)) / corners;
      xs[i] = radius * Math.cos(angle);
      ys[i] = radius * Math.sin(angle);
      reach = Math.max(reach, radius);
    }
    double[][] segments = new double[spokes ? 2 * corners : corners][];
    for (int i = 0; i < corners; i++) {
      int next = (i + 1) % corners;
      segments[i] = new double[] {xs[i], ys[i], xs[next], ys[next]};
      if (spokes) {
        segments[corners + i] = new double[] {0, 0, xs[i], ys[i]};
      }
    }
    return new Figure(segments, reach, random.nextDouble(0.8, 1.3));
  }

  /**
   * How much of a pixel the figure covers, 0 to 1, smoothed over one pixel.
   *
   * @param dx column of the pixel from the figure's centre
   * @param dy row of the pixel from the figure's centre
   * @param pose scale and angle
   * @param cosine of the pose's angle
   * @param sine of the pose's angle
   * @param density pixels of the sensor per pixel of the figure
   */
  double coverage(double dx, double dy, Pose pose, double cosine, double sine, double density) {
    double stroke = halfWidth / pose.scale(); // elastic: growing thins it and keeps its area
    double limit = reach * pose.scale() + stroke + 1;
    if (dx * dx + dy * dy > limit * limit) {
      return 0;
    }
    double x = (cosine * dx + sine * dy) / pose.scale();
    double y = (cosine * dy - sine * dx) / pose.scale();
    double nearest = Double.POSITIVE_INFINITY;
    for (double[] s : segments) {
      nearest = Math.min(nearest, squaredDistance(x, y, s[0], s[1], s[2], s[3]));
    }
    double outside = (Math.sqrt(nearest) * pose.scale() - stroke) * density;
    return Math.min(1, Math.max(0, 0.5 - outside));
  }

  private static double squaredDistance(
      double x, double y, double x0, double y0, double x1, double y1) {
    double alongX = x1 - x0;
    double alongY = y1 - y0;
    double place = ((x - x0) * alongX + (y - y0) * alongY) / (alongX * alongX + alongY * alongY);
    double clamped = Math.min(1, Math.max(0, place));
    double dx = x - x0 - clamped * alongX;
    double dy = y - y0 - clamped * alongY;
    return dx * dx + dy * dy;
  }
}
