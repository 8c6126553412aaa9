package io.cofire.ops.reference;

import io.cofire.ops.tensor.Linear;
import io.cofire.ops.tensor.Precision;
import io.cofire.ops.tensor.Tensor;

/** y[m,o] = b[o] + sum over i of x[m,i] * w[o,i]. */
final class ReferenceLinear implements Linear {

  private final int rows;
  private final int inputs;
  private final int outputs;
  private final Precision precision;

  ReferenceLinear(int rows, int inputs, int outputs, Precision precision) {
    this.rows = rows;
    this.inputs = inputs;
    this.outputs = outputs;
    this.precision = precision;
  }

  @Override
  public void forward(Tensor x, Tensor w, Tensor b, Tensor y) {
    ReferenceTensor in = Rounding.of(x, precision);
    ReferenceTensor weight = Rounding.of(w, precision);
    ReferenceTensor bias = ReferenceTensor.of(b);
    ReferenceTensor out = ReferenceTensor.of(y);
    for (int m = 0; m < rows; m++) {
      for (int o = 0; o < outputs; o++) {
        double sum = bias.at(o);
        for (int i = 0; i < inputs; i++) {
          sum += in.at(m * inputs + i) * weight.at(o * inputs + i);
        }
        out.put(m * outputs + o, sum);
      }
    }
  }

  @Override
  public void backwardInput(Tensor gy, Tensor w, Tensor gx) {
    ReferenceTensor gradient = Rounding.of(gy, precision);
    ReferenceTensor weight = Rounding.of(w, precision);
    ReferenceTensor out = ReferenceTensor.of(gx);
    for (int m = 0; m < rows; m++) {
      for (int i = 0; i < inputs; i++) {
        double sum = 0;
        for (int o = 0; o < outputs; o++) {
          sum += gradient.at(m * outputs + o) * weight.at(o * inputs + i);
        }
        out.put(m * inputs + i, sum);
      }
    }
  }

  @Override
  public void backwardParameters(Tensor x, Tensor gy, Tensor gw, Tensor gb) {
    ReferenceTensor in = Rounding.of(x, precision);
    ReferenceTensor gradient = Rounding.of(gy, precision);
    ReferenceTensor weight = ReferenceTensor.of(gw);
    ReferenceTensor bias = ReferenceTensor.of(gb);
    for (int m = 0; m < rows; m++) {
      for (int o = 0; o < outputs; o++) {
        double g = gradient.at(m * outputs + o);
        bias.add(o, ReferenceTensor.of(gy).at(m * outputs + o)); // no product, nothing is rounded
        for (int i = 0; i < inputs; i++) {
          weight.add(o * inputs + i, g * in.at(m * inputs + i));
        }
      }
    }
  }
}
