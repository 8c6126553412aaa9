package io.cofire.driver.averaging;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;

/** The state of a {@link FlatUpdater} and its update, as Deeplearning4j asks for them. */
final class FlatState implements GradientUpdater<FlatUpdater> {

  private final FlatUpdater updater;
  private final List<INDArray> vectors = new ArrayList<>();

  FlatState(FlatUpdater updater) {
    this.updater = updater;
  }

  @Override
  public FlatUpdater getConfig() {
    return updater;
  }

  @Override
  public void setState(Map<String, INDArray> state, boolean initialize) {
    vectors.clear();
    for (String name : updater.vectors()) {
      INDArray vector = state.get(name);
      if (initialize) {
        vector.assign(0);
      }
      vectors.add(vector);
    }
  }

  @Override
  public Map<String, INDArray> getState() {
    Map<String, INDArray> state = new LinkedHashMap<>();
    for (int i = 0; i < vectors.size(); i++) {
      state.put(updater.vectors().get(i), vectors.get(i));
    }
    return state;
  }

  @Override
  public void setStateViewArray(INDArray view, long[] shape, char order, boolean initialize) {
    List<String> names = updater.vectors();
    Map<String, INDArray> state = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      state.put(names.get(i), FlatUpdater.part(view, i, names.size()));
    }
    setState(state, initialize);
  }

  @Override
  public void applyUpdater(INDArray gradient, int iteration, int epoch) {
    updater.update(gradient, vectors, iteration);
  }
}
