package io.cofire.ops.surrogate;

/**
 * What stands for the derivative of the step function in backward, at distance u = h - threshold.
 */
public sealed interface Surrogate {

  /** So large that any difference of two ordinary floats, times it, is beyond 1. */
  float STEEP = 1e30f;

  /** ds/dh at a distance from the threshold. */
  double derivative(double distance);

  /**
   * The same for the first count distances, in single precision and without branches, so that the
   * loop compiles to vector instructions.
   *
   * @param distances h - threshold
   * @param derivatives receives ds/dh; may be distances itself
   */
  void derivatives(float[] distances, float[] derivatives, int count);

  /**
   * 1/a where |u| &lt; a/2, else 0 (Wu 2019 Eq. 11 with its window's full width a; Zheng 2020 Eq.
   * 16; Hu 2021 with a = 1).
   *
   * @param width a, in units of the membrane; positive
   */
  record Rectangular(double width) implements Surrogate {
    /** Checks the width. */
    public Rectangular {
      requirePositive("surrogate.width", width);
    }

    @Override
    public double derivative(double distance) {
      return Math.abs(distance) < width / 2 ? 1 / width : 0;
    }

    @Override
    public void derivatives(float[] distances, float[] derivatives, int count) {
      float half = (float) (width / 2);
      float height = (float) (1 / width);
      for (int i = 0; i < count; i++) {
        float inside = (half - Math.abs(distances[i])) * STEEP;
        derivatives[i] = height * Math.min(Math.max(inside, 0), 1);
      }
    }
  }

  /**
   * (alpha/2) / (1 + (pi/2 * alpha * u)^2) (Fang 2021; alpha = 2 in its experiments).
   *
   * @param alpha steepness; positive
   */
  record ArcTan(double alpha) implements Surrogate {
    /** Checks the steepness. */
    public ArcTan {
      requirePositive("surrogate.alpha", alpha);
    }

    @Override
    public double derivative(double distance) {
      double z = Math.PI / 2 * alpha * distance;
      return alpha / 2 / (1 + z * z);
    }

    @Override
    public void derivatives(float[] distances, float[] derivatives, int count) {
      float half = (float) (alpha / 2);
      float scale = (float) (Math.PI / 2 * alpha);
      for (int i = 0; i < count; i++) {
        float z = scale * distances[i];
        derivatives[i] = half / (1 + z * z);
      }
    }
  }

  private static void requirePositive(String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("Invalid " + name + ": " + value + " (must be positive)");
    }
  }
}
