package io.cofire.ops.nd4j;

import io.cofire.ops.tensor.Tensor;
import java.nio.FloatBuffer;

/** Biases in host memory. */
record HostBias(int rows, int outputs) implements Bias {

  @Override
  public void spread(Tensor b, Tensor y) {
    float[] row = new float[outputs];
    Nd4jTensor.of(b).host().get(0, row);
    FloatBuffer out = Nd4jTensor.of(y).host();
    for (int m = 0; m < rows; m++) {
      out.put(m * outputs, row);
    }
  }

  @Override
  public void addSums(Tensor gy, Tensor gb) {
    FloatBuffer gradient = Nd4jTensor.of(gy).host();
    FloatBuffer bias = Nd4jTensor.of(gb).host();
    float[] row = new float[outputs];
    float[] sums = new float[outputs];
    bias.get(0, sums);
    for (int m = 0; m < rows; m++) {
      gradient.get(m * outputs, row);
      for (int o = 0; o < outputs; o++) {
        sums[o] += row[o];
      }
    }
    bias.put(0, sums);
  }
}
