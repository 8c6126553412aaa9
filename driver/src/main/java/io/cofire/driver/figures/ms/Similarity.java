package io.cofire.driver.figures.ms;

import io.cofire.driver.figures.lab.Spikes;
import io.cofire.ops.tensor.Shape;

/**
 * Hu 2021 Eq. 11 over a whole map, with x and y the firing rates of two layers:
 *
 * <pre>
 *   SSIM = (2 mx my + C1) (2 sxy + C2) / ((mx^2 + my^2 + C1) (sx^2 + sy^2 + C2))
 * </pre>
 *
 * <p>C1 = 0.01^2 and C2 = 0.03^2 as Wang et al. 2004 have them for values up to 1; the paper prints
 * none.
 */
final class Similarity {

  private static final double C1 = 0.01 * 0.01;
  private static final double C2 = 0.03 * 0.03;

  private Similarity() {}

  /** Mean over the maps and samples of two layers of one shape. */
  static double of(Spikes first, Spikes second) {
    Shape shape = first.shape(); // [T,N,H,W,C]
    int samples = shape.size(1);
    int channels = shape.size(4);
    int pixels = shape.size(2) * shape.size(3);
    float[] x = first.rates();
    float[] y = second.rates();
    double sum = 0;
    for (int n = 0; n < samples; n++) {
      for (int c = 0; c < channels; c++) {
        sum += of(x, y, n * pixels * channels + c, channels, pixels);
      }
    }
    return sum / (samples * channels);
  }

  /** Of two maps whose values lie a stride apart. */
  static double of(float[] x, float[] y, int from, int stride, int count) {
    double mx = 0;
    double my = 0;
    for (int i = 0; i < count; i++) {
      mx += x[from + i * stride] / count;
      my += y[from + i * stride] / count;
    }
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (int i = 0; i < count; i++) {
      double dx = x[from + i * stride] - mx;
      double dy = y[from + i * stride] - my;
      xx += dx * dx / count;
      yy += dy * dy / count;
      xy += dx * dy / count;
    }
    return (2 * mx * my + C1) * (2 * xy + C2) / ((mx * mx + my * my + C1) * (xx + yy + C2));
  }
}
