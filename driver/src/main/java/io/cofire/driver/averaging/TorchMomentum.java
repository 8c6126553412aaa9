package io.cofire.driver.averaging;

import io.cofire.ops.schedule.Schedule;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * SGD with momentum as PyTorch and {@code sync: step} define it: v = momentum*v + g; p = p -
 * rate*v. (Deeplearning4j's own Nesterovs looks ahead and keeps the rate inside v.) The rate
 * follows the recipe's schedule, with Deeplearning4j's iteration as the step.
 *
 * @param base rate before the schedule's factor
 * @param momentum in [0, 1)
 * @param schedule factor of the rate
 * @param stepsPerEpoch optimizer steps in an epoch
 * @param epochs epochs of the run
 */
record TorchMomentum(double base, double momentum, Schedule schedule, int stepsPerEpoch, int epochs)
    implements IUpdater {

  private static final long serialVersionUID = 1L;

  private static final String VELOCITY = "velocity";

  @Override
  public long stateSize(long parameters) {
    return parameters;
  }

  @Override
  public double getLearningRate(int iteration, int epoch) {
    return base * schedule.factor((double) iteration / stepsPerEpoch, epochs);
  }

  @Override
  public boolean hasLearningRate() {
    return true;
  }

  @Override
  public void setLrAndSchedule(double rate, ISchedule other) {
    throw new UnsupportedOperationException("Cannot change the rate: the recipe sets it");
  }

  @Override
  public GradientUpdater<TorchMomentum> instantiate(INDArray view, boolean initialize) {
    Velocity velocity = new Velocity(this);
    velocity.setStateViewArray(view, view.shape(), view.ordering(), initialize);
    return velocity;
  }

  @Override
  public GradientUpdater<TorchMomentum> instantiate(
      Map<String, INDArray> state, boolean initialize) {
    Velocity velocity = new Velocity(this);
    velocity.setState(state, initialize);
    return velocity;
  }

  @Override
  @SuppressWarnings("MethodDoesntCallSuperMethod") // immutable
  public IUpdater clone() {
    return this;
  }

  /** The state and its update. */
  private static final class Velocity implements GradientUpdater<TorchMomentum> {

    private final TorchMomentum config;
    private INDArray velocity;

    Velocity(TorchMomentum config) {
      this.config = config;
    }

    @Override
    public TorchMomentum getConfig() {
      return config;
    }

    @Override
    public void setState(Map<String, INDArray> state, boolean initialize) {
      velocity = state.get(VELOCITY);
      if (initialize) {
        velocity.assign(0);
      }
    }

    @Override
    public Map<String, INDArray> getState() {
      return Map.of(VELOCITY, velocity);
    }

    @Override
    public void setStateViewArray(INDArray view, long[] shape, char order, boolean initialize) {
      setState(Map.of(VELOCITY, view.reshape(view.length())), initialize);
    }

    /** Leaves rate*v in the gradient, which Deeplearning4j then takes from the parameters. */
    @Override
    public void applyUpdater(INDArray gradient, int iteration, int epoch) {
      velocity.muli(config.momentum).addi(gradient);
      gradient.assign(velocity).muli(config.getLearningRate(iteration, epoch));
    }
  }
}
