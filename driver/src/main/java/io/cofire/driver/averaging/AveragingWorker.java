package io.cofire.driver.averaging;

import java.util.Iterator;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.TaskCompletionListener;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.api.WorkerConfiguration;
import org.deeplearning4j.spark.api.worker.NetBroadcastTuple;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingResult;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingWorker;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.DataSet;

/** Deeplearning4j's worker, which also counts what it did and gives its network back at the end. */
final class AveragingWorker extends ParameterAveragingTrainingWorker {

  private static final long serialVersionUID = 1L;

  private final boolean averageOptimizer;
  private RoundSums sums = RoundSums.ZERO;

  AveragingWorker(
      Broadcast<NetBroadcastTuple> model,
      boolean averageOptimizer,
      WorkerConfiguration configuration) {
    super(model, averageOptimizer, configuration, null, null, null);
    this.averageOptimizer = averageOptimizer;
  }

  /**
   * A whole round. Deeplearning4j's own loop would cut and merge data sets that do not have the
   * configured size; here each is one minibatch, of whatever size.
   */
  ParameterAveragingTrainingResult round(Iterator<? extends DataSet> batches) {
    if (!batches.hasNext()) {
      return getFinalResultNoData();
    }
    MultiLayerNetwork network = getInitialModel();
    ParameterAveragingTrainingResult result = null;
    while (result == null) {
      long start = System.nanoTime();
      DataSet batch = batches.next();
      sums = sums.plusDataNanos(System.nanoTime() - start);
      result = processMinibatch(batch, network, !batches.hasNext());
    }
    return result;
  }

  @Override
  public MultiLayerNetwork getInitialModel() {
    sums = RoundSums.ZERO;
    MultiLayerNetwork network = super.getInitialModel();
    TaskCompletionListener giveBack = task -> layer(network).close();
    TaskContext.get().addTaskCompletionListener(giveBack);
    return network;
  }

  @Override
  public ParameterAveragingTrainingResult processMinibatch(
      DataSet batch, MultiLayerNetwork network, boolean isLast) {
    long start = System.nanoTime();
    network.fit(batch);
    int correct = correct(layer(network).logits(), HostFloats.read(batch.getLabels()), batch);
    double loss = network.score();
    requireFinite(loss);
    sums = sums.plus(loss, correct, batch.numExamples(), System.nanoTime() - start);
    return isLast ? getFinalResult(network) : null;
  }

  private static void requireFinite(double loss) {
    if (!Double.isFinite(loss)) {
      throw new ArithmeticException(
          "Cannot train worker %d: the loss is %s; try a smaller optimizer.rate"
              .formatted(TaskContext.getPartitionId(), loss));
    }
  }

  @Override
  public ParameterAveragingTrainingResult getFinalResult(MultiLayerNetwork network) {
    INDArray state = averageOptimizer ? network.getUpdater().getStateViewArray() : null;
    return new AveragingResult(network.params(), state, sums, SparkEnv.get().executorId());
  }

  @Override
  public ParameterAveragingTrainingResult getFinalResultNoData() {
    return new AveragingResult(null, null, RoundSums.ZERO, SparkEnv.get().executorId());
  }

  private static SpikingLayerRuntime layer(MultiLayerNetwork network) {
    return (SpikingLayerRuntime) network.getLayer(0);
  }

  private static int correct(float[] logits, float[] labels, DataSet batch) {
    int rows = batch.numExamples();
    int classes = logits.length / rows;
    int correct = 0;
    for (int row = 0; row < rows; row++) {
      int predicted = largest(logits, row * classes, classes);
      correct += predicted == largest(labels, row * classes, classes) ? 1 : 0;
    }
    return correct;
  }

  private static int largest(float[] values, int start, int length) {
    int best = 0;
    for (int i = 1; i < length; i++) {
      best = values[start + i] > values[start + best] ? i : best;
    }
    return best;
  }
}
