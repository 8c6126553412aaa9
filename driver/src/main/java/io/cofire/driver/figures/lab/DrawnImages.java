package io.cofire.driver.figures.lab;

import io.cofire.data.random.Key;
import io.cofire.ops.network.InputShape;
import io.cofire.ops.network.InputShape.Presentation;
import java.util.SplittableRandom;

/**
 * Colour images of ten classes, for those who have no data at hand: stripes of five directions and
 * two widths, of random place, contrast and colour, in noise as strong as they are. Values have a
 * mean of 0 and a deviation of about 0.7.
 */
final class DrawnImages {

  static final int CLASSES = 10;

  private static final int DIRECTIONS = 5;
  private static final double NOISE = 0.5;

  private DrawnImages() {}

  /** So many images, the classes in turn. */
  static SampleSet draw(int side, int count, Key key) {
    float[][] values = new float[count][];
    int[] labels = new int[count];
    for (int n = 0; n < count; n++) {
      labels[n] = n % CLASSES;
      values[n] = image(labels[n], side, key.child(n).random());
    }
    InputShape shape = new InputShape(1, 3, side, side, Presentation.STILL);
    return new SampleSet(shape, CLASSES, values, labels);
  }

  /** [C,H,W]. */
  private static float[] image(int label, int side, SplittableRandom random) {
    double angle = Math.PI * (label % DIRECTIONS + random.nextDouble(-0.2, 0.2)) / DIRECTIONS;
    double waves = label < DIRECTIONS ? 2 : 4;
    double phase = random.nextDouble(0, 2 * Math.PI);
    double contrast = random.nextDouble(0.6, 1.2);
    float[] values = new float[3 * side * side];
    for (int channel = 0; channel < 3; channel++) {
      double tint = contrast * random.nextDouble(0.4, 1.2);
      for (int p = 0; p < side * side; p++) {
        int row = p / side;
        int column = p % side;
        double along = (Math.cos(angle) * column + Math.sin(angle) * row) / side * waves;
        double wave = Math.sin(2 * Math.PI * along + phase);
        values[channel * side * side + p] = (float) (tint * wave + NOISE * random.nextGaussian());
      }
    }
    return values;
  }
}
