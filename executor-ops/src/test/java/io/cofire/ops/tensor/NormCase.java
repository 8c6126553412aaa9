package io.cofire.ops.tensor;

import org.bytedeco.pytorch.ScalarTypeOptional;

/** One input of the norm operations. */
final class NormCase {

  private static final double SUM_TOLERANCE = 2e-6;

  private final Workbench bench;
  private final NormKernels norms;
  private final Shape shape;
  private final int channels;
  private final float[] gradient;
  private final Tensor x;
  private final Tensor gy;
  private final org.bytedeco.pytorch.Tensor torchX;
  private final org.bytedeco.pytorch.Tensor torchGy;

  NormCase(Workbench bench, Shape shape, float[] x, float[] gy) {
    this.bench = bench;
    this.norms = bench.kernels.norms();
    this.shape = shape;
    this.channels = shape.size(-1);
    this.gradient = gy;
    this.x = bench.put(x, shape);
    this.gy = bench.put(gy, shape);
    this.torchX = Torch.constant(x, shape);
    this.torchGy = Torch.constant(gy, shape);
  }

  void checkMoments() {
    float[] mean = new float[channels];
    float[] m2 = new float[channels];
    norms.moments(x, mean, m2);
    var expectedMean = torchX.mean(new long[] {0}, true, new ScalarTypeOptional());
    var deviation = torchX.sub(expectedMean);
    Workbench.assertClose(mean, Torch.values(expectedMean), 1e-6);
    Workbench.assertClose(m2, sums(deviation.mul(deviation)), SUM_TOLERANCE);
  }

  void checkAffine() {
    float[] scale = perChannel();
    float[] shift = perChannel();
    Tensor y = bench.room(shape);
    norms.affine(x, scale, shift, y);
    bench.assertClose(y, torchX.mul(wide(scale)).add(wide(shift)));
  }

  void checkGradientSums() {
    float[] mean = perChannel();
    float[] inverseDeviation = perChannel();
    float[] sumGy = new float[channels];
    float[] sumGyXhat = new float[channels];
    norms.gradientSums(x, gy, mean, inverseDeviation, sumGy, sumGyXhat);
    var normalised = torchX.sub(wide(mean)).mul(wide(inverseDeviation));
    Workbench.assertClose(sumGy, sums(torchGy), SUM_TOLERANCE * cancellation(torchGy));
    var products = torchGy.mul(normalised);
    Workbench.assertClose(sumGyXhat, sums(products), SUM_TOLERANCE * cancellation(products));
  }

  /** Sums of both signs are exact relative to the sum of the absolute values. */
  private static double cancellation(org.bytedeco.pytorch.Tensor terms) {
    double largest = 0;
    double largestAbsolute = 0;
    double[] sums = sums(terms);
    double[] absolute = sums(terms.abs());
    for (int c = 0; c < sums.length; c++) {
      largest = Math.max(largest, Math.abs(sums[c]));
      largestAbsolute = Math.max(largestAbsolute, absolute[c]);
    }
    return largestAbsolute / largest;
  }

  /** The result overwrites the gradient, as the seam allows. */
  void checkInputGradient() {
    float[] a = perChannel();
    float[] b = perChannel();
    float[] k = perChannel();
    Tensor gx = bench.put(gradient, shape);
    norms.inputGradient(x, gx, a, b, k, gx);
    bench.assertClose(gx, torchGy.mul(wide(a)).add(torchX.mul(wide(b))).add(wide(k)));
  }

  private static double[] sums(org.bytedeco.pytorch.Tensor terms) {
    return Torch.values(terms.sum(0));
  }

  private float[] perChannel() {
    return bench.uniform(Shape.of(channels), 0.5, 2);
  }

  private org.bytedeco.pytorch.Tensor wide(float[] perChannel) {
    return Torch.constant(perChannel, Shape.of(1, channels));
  }
}
