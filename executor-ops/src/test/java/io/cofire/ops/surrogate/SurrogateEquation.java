package io.cofire.ops.surrogate;

/** The surrogates' equations in double precision, one distance at a time. */
public final class SurrogateEquation {

  private SurrogateEquation() {}

  /** ds/dh at a distance from the threshold. */
  public static double derivative(Surrogate surrogate, double distance) {
    if (surrogate instanceof Surrogate.Rectangular window) {
      return Math.abs(distance) < window.width() / 2 ? 1 / window.width() : 0;
    }
    if (surrogate instanceof Surrogate.ArcTan arcTan) {
      double z = Math.PI / 2 * arcTan.alpha() * distance;
      return arcTan.alpha() / 2 / (1 + z * z);
    }
    if (surrogate instanceof Surrogate.UnitAtHalf) {
      double z = Math.PI * distance;
      return (1 + Math.PI * Math.PI / 4) / (1 + z * z);
    }
    if (surrogate instanceof Surrogate.Triangle triangle) {
      return Math.max(0, 1 - Math.abs(distance) / triangle.width()) / triangle.width();
    }
    if (surrogate instanceof Surrogate.Sigmoid sigmoid) {
      double e = Math.exp(-Math.abs(sigmoid.alpha() * distance));
      return sigmoid.alpha() * e / ((1 + e) * (1 + e));
    }
    throw new IllegalArgumentException("Cannot test " + surrogate + ": it has no equation here");
  }
}
