package io.cofire.driver.averaging;

import io.cofire.driver.assembly.Rate;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Adam as PyTorch and {@code sync: step} define it (Kingma and Ba 2015), k the number of the step
 * from 1 on. (Deeplearning4j's own adds epsilon before it corrects the second moment.)
 *
 * <pre>
 *   m = beta1*m + (1 - beta1)*g      v = beta2*v + (1 - beta2)*g^2
 *   p = p - rate/(1 - beta1^k) * m / (sqrt(v/(1 - beta2^k)) + epsilon)
 * </pre>
 *
 * @param beta1 in [0, 1)
 * @param beta2 in [0, 1)
 * @param epsilon positive
 * @param rate over the steps, which are Deeplearning4j's iterations
 */
record TorchAdam(double beta1, double beta2, double epsilon, Rate rate) implements FlatUpdater {

  private static final long serialVersionUID = 1L;

  @Override
  public List<String> vectors() {
    return List.of("firstMoment", "secondMoment");
  }

  @Override
  public void update(INDArray gradient, List<INDArray> state, int step) {
    INDArray first = state.get(0);
    INDArray second = state.get(1);
    first.muli(beta1).addi(gradient.mul(1 - (float) beta1));
    second.muli(beta2).addi(gradient.mul(gradient).muli(1 - (float) beta2));
    double secondLeft = 1 - Math.pow(beta2, step + 1.0);
    INDArray root = Transforms.sqrt(second, true).muli(1 / Math.sqrt(secondLeft)).addi(epsilon);
    double firstLeft = 1 - Math.pow(beta1, step + 1.0);
    gradient.assign(first).divi(root).muli(rate.at(step) / firstLeft);
  }

  @Override
  @SuppressWarnings("MethodDoesntCallSuperMethod") // immutable
  public IUpdater clone() {
    return this;
  }
}
