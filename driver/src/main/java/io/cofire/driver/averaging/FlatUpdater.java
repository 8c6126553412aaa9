package io.cofire.driver.averaging;

import io.cofire.driver.assembly.Rate;
import io.cofire.driver.assembly.TrainingPlan;
import io.cofire.ops.optimizer.OptimizerConfig;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * An optimizer of {@code sync: step} as one of Deeplearning4j's: the same formulas, the same state
 * under the same names. Deeplearning4j sees the state as one vector, those of the names one behind
 * the other. Immutable.
 */
sealed interface FlatUpdater extends IUpdater permits TorchMomentum, TorchAdam {

  /** The optimizer of a plan. */
  static FlatUpdater of(TrainingPlan plan) {
    OptimizerConfig config = plan.recipe().training().optimizer();
    Rate rate = plan.rate();
    if (config instanceof OptimizerConfig.Adam adam) {
      return new TorchAdam(adam.beta1(), adam.beta2(), adam.epsilon(), rate);
    }
    if (config instanceof OptimizerConfig.AdamW adam) {
      return new TorchAdam(adam.beta1(), adam.beta2(), adam.epsilon(), rate);
    }
    return new TorchMomentum(((OptimizerConfig.Sgd) config).momentum(), rate);
  }

  /** Names of its vectors, each as long as the parameters, as checkpoints have them. */
  List<String> vectors();

  /** The learning rate over the steps. */
  Rate rate();

  /**
   * Turns the gradient into what is taken from the parameters.
   *
   * @param state the vectors in the order of their names
   * @param step updates before this one
   */
  void update(INDArray gradient, List<INDArray> state, int step);

  @Override
  default long stateSize(long parameters) {
    return parameters * vectors().size();
  }

  @Override
  default double getLearningRate(int iteration, int epoch) {
    return rate().at(iteration);
  }

  @Override
  default boolean hasLearningRate() {
    return true;
  }

  @Override
  default void setLrAndSchedule(double rate, ISchedule other) {
    throw new UnsupportedOperationException("Cannot change the rate: the recipe sets it");
  }

  @Override
  default GradientUpdater<FlatUpdater> instantiate(INDArray view, boolean initialize) {
    FlatState state = new FlatState(this);
    state.setStateViewArray(view, view.shape(), view.ordering(), initialize);
    return state;
  }

  @Override
  default GradientUpdater<FlatUpdater> instantiate(
      Map<String, INDArray> state, boolean initialize) {
    FlatState flat = new FlatState(this);
    flat.setState(state, initialize);
    return flat;
  }

  /** The part of a state vector that a name stands for. */
  static INDArray part(INDArray state, int index, int count) {
    long length = state.length() / count;
    INDArray flat = state.reshape(state.length());
    return flat.get(NDArrayIndex.interval(index * length, (index + 1) * length));
  }
}
