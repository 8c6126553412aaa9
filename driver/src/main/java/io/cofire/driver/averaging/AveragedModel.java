package io.cofire.driver.averaging;

import io.cofire.driver.assembly.TrainingPlan;
import io.cofire.ops.network.Layout;
import io.cofire.ops.rank.TrainingState;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The averaged network on the driver: Deeplearning4j's holder of parameters, moments and velocity,
 * and its reading and writing as a {@link TrainingState}, the form of checkpoints.
 */
final class AveragedModel {

  private final TrainingPlan plan;
  private final RunText run;
  private final MultiLayerNetwork network;
  private final TrainingState start;
  private final RawMoments raw;

  AveragedModel(TrainingPlan plan) {
    this.plan = plan;
    this.run = RunText.of(plan);
    RankNetwork built = new RankNetwork(plan, plan.batchOf(0));
    this.start = built.start();
    this.raw = built.raw();
    float[] initial = built.initial();
    built.close();
    SpikingLayer layer = new SpikingLayer(run, parameterLayout(), statisticsLayout());
    this.network = new MultiLayerNetwork(configuration(layer, run));
    INDArray vector = Nd4j.create(DataType.FLOAT, 1, initial.length);
    ArrayCopies.write(initial, vector);
    network.init(vector, false);
  }

  /** Our layer and our loss, nothing between them. The memory of activations is our own. */
  static MultiLayerConfiguration configuration(SpikingLayer layer, RunText run) {
    return new NeuralNetConfiguration.Builder()
        .seed(layer.plan().recipe().seed())
        .trainingWorkspaceMode(WorkspaceMode.NONE)
        .inferenceWorkspaceMode(WorkspaceMode.NONE)
        .list()
        .layer(layer)
        .layer(
            new LossLayer.Builder(new RecipeLoss(run))
                .activation(Activation.IDENTITY)
                .name("loss")
                .build())
        .build();
  }

  TrainingPlan plan() {
    return plan;
  }

  /** What tells its processes what they train. */
  RunText run() {
    return run;
  }

  MultiLayerNetwork network() {
    return network;
  }

  Layout parameterLayout() {
    return start.parameterLayout();
  }

  Layout statisticsLayout() {
    return start.statisticsLayout();
  }

  /** The state now. */
  TrainingState state() {
    float[] all = ArrayCopies.read(network.params());
    int cut = start.parameters().length;
    float[] moments = Arrays.copyOfRange(all, cut, all.length);
    return new TrainingState(
        parameterLayout(),
        Arrays.copyOf(all, cut),
        statisticsLayout(),
        raw.toStatistics(moments, batch()),
        optimizer(),
        network.getLayerWiseConfigurations().getIterationCount());
  }

  /** Goes on from a state. */
  void restore(TrainingState state) {
    float[] moments = raw.ofStatistics(state.statistics(), batch());
    float[] all = Arrays.copyOf(state.parameters(), state.parameters().length + moments.length);
    System.arraycopy(moments, 0, all, state.parameters().length, moments.length);
    ArrayCopies.write(all, network.params());
    if (keepsOptimizer()) {
      restore(state.optimizer());
    }
    network.getLayerWiseConfigurations().setIterationCount(Math.toIntExact(state.step()));
  }

  /** Whether the optimizer's state outlives a round. */
  boolean keepsOptimizer() {
    return plan.recipe().training().averaging().averageOptimizer();
  }

  private Map<String, float[]> optimizer() {
    Map<String, float[]> vectors = new TreeMap<>();
    List<String> names = FlatUpdater.of(plan).vectors();
    for (int i = 0; i < names.size(); i++) {
      vectors.put(names.get(i), ArrayCopies.read(vector(i, names.size())));
    }
    return vectors;
  }

  private void restore(Map<String, float[]> vectors) {
    List<String> names = FlatUpdater.of(plan).vectors();
    for (int i = 0; i < names.size(); i++) {
      ArrayCopies.write(vectors.get(names.get(i)), vector(i, names.size()));
    }
  }

  private INDArray vector(int index, int count) {
    return FlatUpdater.part(network.getUpdater().getStateViewArray(), index, count);
  }

  private int batch() {
    return plan.recipe().training().batch();
  }
}
