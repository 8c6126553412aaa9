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

  /** The figure at one moment. */
  PosedFigure at(Pose pose, double density) {
    return new PosedFigure(this, pose, density);
  }
}
