package io.cofire.ops.surrogate;

import io.cofire.data.config.Default;
import io.cofire.data.config.Kind;
import io.cofire.data.errors.InvalidValue;

/**
 * What stands for the derivative of the step function in backward, at distance u = h - threshold.
 */
public sealed interface Surrogate
    permits Surrogate.Rectangular,
        Surrogate.ArcTan,
        Surrogate.UnitAtHalf,
        Surrogate.Triangle,
        Surrogate.Sigmoid {

  /** So large that any difference of two ordinary floats, times it, is beyond 1. */
  float STEEP = 1e30f;

  /**
   * ds/dh at the first count distances from the threshold, in single precision and without
   * branches, so that the loop compiles to vector instructions.
   *
   * @param distances h - threshold
   * @param derivatives receives ds/dh; may be distances itself
   */
  void derivatives(float[] distances, float[] derivatives, int count);

  /** The same for distances that an engine holds, each replaced by its ds/dh. */
  void derivatives(Distances distances);

  /** The same for kernels: which of their equations, and its numbers. */
  Form form();

  /**
   * An equation that kernels know, in single precision.
   *
   * @param equation which
   * @param p its first number
   * @param q its second one, 0 where it has none
   */
  record Form(Equation equation, float p, float q) {

    /** The equations. */
    public enum Equation {
      /** q where |u| &lt; p, else 0. */
      WINDOW(0),
      /** p / (1 + (q u)^2). */
      BELL(1),
      /** max(p - q |u|, 0). */
      TENT(2),
      /** The derivative of 1 / (1 + exp(-p u)). */
      LOGISTIC(3);

      private final int code;

      Equation(int code) {
        this.code = code;
      }

      /** What kernels know it by. */
      public int code() {
        return code;
      }
    }
  }

  /**
   * 1/a where |u| &lt; a/2, else 0 (Wu 2019 Eq. 14 with its window's full width a; Zheng 2020 Eq.
   * 16; Hu 2021 with a = 1).
   *
   * @param width a, in units of the membrane; positive
   */
  @Kind("rectangular")
  record Rectangular(@Default("1.0") double width) implements Surrogate {
    /** Checks the width. */
    public Rectangular {
      requirePositive("surrogate.width", width);
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

    @Override
    public Form form() {
      return new Form(Form.Equation.WINDOW, (float) (width / 2), (float) (1 / width));
    }

    @Override
    public void derivatives(Distances distances) {
      distances.absolute().below(width / 2).scale(1 / width, 0);
    }
  }

  /**
   * (alpha/2) / (1 + (pi/2 * alpha * u)^2) (Fang 2021; alpha = 2 in its experiments).
   *
   * @param alpha steepness; positive
   */
  @Kind("arctan")
  record ArcTan(@Default("2.0") double alpha) implements Surrogate {
    /** Checks the steepness. */
    public ArcTan {
      requirePositive("surrogate.alpha", alpha);
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

    @Override
    public Form form() {
      return new Form(Form.Equation.BELL, (float) (alpha / 2), (float) (Math.PI / 2 * alpha));
    }

    @Override
    public void derivatives(Distances distances) {
      double z = Math.PI / 2 * alpha;
      distances.square().scale(z * z * 2 / alpha, 2 / alpha).reciprocal();
    }
  }

  /**
   * (1 + pi^2/4) / (1 + (pi u)^2): 1 at a distance of 1/2 (Fang 2021 A.5, for the last neurons of a
   * block with V_th = 0.5, so that a membrane of 0 and one of 1 both have the slope 1).
   */
  @Kind("unit-at-half")
  record UnitAtHalf() implements Surrogate {

    private static final double PEAK = 1 + Math.PI * Math.PI / 4;

    @Override
    public void derivatives(float[] distances, float[] derivatives, int count) {
      float peak = (float) PEAK;
      float scale = (float) Math.PI;
      for (int i = 0; i < count; i++) {
        float z = scale * distances[i];
        derivatives[i] = peak / (1 + z * z);
      }
    }

    @Override
    public Form form() {
      return new Form(Form.Equation.BELL, (float) PEAK, (float) Math.PI);
    }

    @Override
    public void derivatives(Distances distances) {
      distances.square().scale(Math.PI * Math.PI / PEAK, 1 / PEAK).reciprocal();
    }
  }

  /**
   * (1/width) max(0, 1 - |u| / width), of area 1: a triangle (SpikingJelly's PiecewiseQuadratic
   * with alpha = 1/width; TET's code with gamma = width).
   *
   * @param width half the triangle's base, in units of the membrane; positive
   */
  @Kind("triangle")
  record Triangle(@Default("1.0") double width) implements Surrogate {
    /** Checks the width. */
    public Triangle {
      requirePositive("surrogate.width", width);
    }

    @Override
    public void derivatives(float[] distances, float[] derivatives, int count) {
      float peak = (float) (1 / width);
      float slope = (float) (1 / (width * width));
      for (int i = 0; i < count; i++) {
        derivatives[i] = Math.max(peak - slope * Math.abs(distances[i]), 0);
      }
    }

    @Override
    public Form form() {
      return new Form(Form.Equation.TENT, (float) (1 / width), (float) (1 / (width * width)));
    }

    @Override
    public void derivatives(Distances distances) {
      distances.absolute().scale(-1 / (width * width), 1 / width).positivePart();
    }
  }

  /**
   * The derivative of 1 / (1 + exp(-alpha u)) (SpikingJelly's Sigmoid).
   *
   * @param alpha steepness; positive
   */
  @Kind("sigmoid")
  record Sigmoid(@Default("4.0") double alpha) implements Surrogate {

    /** Beyond it the derivative is under 2e-14 of its peak, and exp still far from underflow. */
    private static final float FAR = 32;

    /** Checks the steepness. */
    public Sigmoid {
      requirePositive("surrogate.alpha", alpha);
    }

    /** With exp(-z) = exp(-z/32)^32, the inner one by its series for z/32 in [0, 1]. */
    @Override
    public void derivatives(float[] distances, float[] derivatives, int count) {
      float steepness = (float) alpha;
      for (int i = 0; i < count; i++) {
        float y = Math.min(Math.abs(steepness * distances[i]), FAR) * (-1 / FAR);
        float high =
            1 + y * (1f / 6) * (1 + y * (1f / 7) * (1 + y * (1f / 8) * (1 + y * (1f / 9))));
        float e =
            1 + y * (1 + y * 0.5f * (1 + y * (1f / 3) * (1 + y * 0.25f * (1 + y * 0.2f * high))));
        e *= e;
        e *= e;
        e *= e;
        e *= e;
        e *= e;
        derivatives[i] = steepness * e / ((1 + e) * (1 + e));
      }
    }

    @Override
    public Form form() {
      return new Form(Form.Equation.LOGISTIC, (float) alpha, 0);
    }

    /** alpha / (2 + 2 cosh(alpha u)). */
    @Override
    public void derivatives(Distances distances) {
      distances.scale(alpha, 0).hyperbolicCosine().scale(2 / alpha, 2 / alpha).reciprocal();
    }
  }

  private static void requirePositive(String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new InvalidValue(name, value, "must be positive");
    }
  }
}
