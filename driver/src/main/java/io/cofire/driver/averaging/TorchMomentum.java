package io.cofire.driver.averaging;

import io.cofire.driver.assembly.Rate;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * SGD with momentum as PyTorch and {@code sync: step} define it: v = momentum*v + g; p = p -
 * rate*v. (Deeplearning4j's own Nesterovs looks ahead and keeps the rate inside v.)
 *
 * @param momentum in [0, 1)
 * @param rate over the steps, which are Deeplearning4j's iterations
 */
record TorchMomentum(double momentum, Rate rate) implements FlatUpdater {

  private static final long serialVersionUID = 1L;

  @Override
  public List<String> vectors() {
    return List.of("velocity");
  }

  @Override
  public void update(INDArray gradient, List<INDArray> state, int step) {
    INDArray velocity = state.get(0);
    velocity.muli(momentum).addi(gradient);
    gradient.assign(velocity).muli(rate.at(step));
  }

  @Override
  @SuppressWarnings("MethodDoesntCallSuperMethod") // immutable
  public IUpdater clone() {
    return this;
  }
}
