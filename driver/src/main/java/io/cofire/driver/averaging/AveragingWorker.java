package io.cofire.driver.averaging;

import io.cofire.data.errors.Causes;
import io.cofire.driver.assembly.ExecutorLabel;
import io.cofire.driver.run.TaskFailure;
import io.cofire.ops.loss.Loss;
import io.cofire.ops.rank.DivergenceException;
import io.cofire.ops.rank.Watching;
import java.util.Iterator;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.TaskCompletionListener;
import org.deeplearning4j.nn.conf.layers.LossLayer;
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
   * A whole round. A failure that another attempt would meet again is a result, since Spark tries
   * thrown ones again; those name the worker and the place.
   */
  ParameterAveragingTrainingResult round(Iterator<? extends DataSet> batches) {
    try {
      return trained(batches);
    } catch (TaskKilledException e) {
      throw e; // the job has ended
    } catch (RuntimeException e) {
      String why =
          "Worker "
              + TaskContext.getPartitionId()
              + " on "
              + ExecutorLabel.here()
              + " failed: "
              + Causes.describe(e);
      TaskFailure failure = new TaskFailure(why, e);
      if (failure.diagnosis().failsAlike()) {
        return AveragingResult.failed(failure, SparkEnv.get().executorId());
      }
      throw failure;
    }
  }

  /**
   * Deeplearning4j's own loop would cut and merge data sets that do not have the configured size;
   * here each is one minibatch, of whatever size.
   */
  private ParameterAveragingTrainingResult trained(Iterator<? extends DataSet> batches) {
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
    int step = network.getIterationCount();
    layer(network).expect(step, samples(batch), isLast ? Watching.SPIKES : Watching.NOTHING);
    network.fit(batch);
    Loss.Share share = loss(network).share(batch.getLabels(), layer(network).outputs());
    requireFinite(step, share.lossSum());
    sums = sums.plus(share, System.nanoTime() - start).counting(layer(network).activity());
    return isLast ? getFinalResult(network) : null;
  }

  private static int[] samples(DataSet batch) {
    return batch.getExampleMetaData(Integer.class).stream().mapToInt(Integer::intValue).toArray();
  }

  private static void requireFinite(int step, double loss) {
    if (!Double.isFinite(loss)) {
      throw new DivergenceException("Cannot train step " + step + ": the loss is " + loss);
    }
  }

  @Override
  public ParameterAveragingTrainingResult getFinalResult(MultiLayerNetwork network) {
    INDArray state = averageOptimizer ? network.getUpdater().getStateViewArray() : null;
    return AveragingResult.of(network.params(), state, sums, SparkEnv.get().executorId());
  }

  @Override
  public ParameterAveragingTrainingResult getFinalResultNoData() {
    return AveragingResult.of(null, null, RoundSums.ZERO, SparkEnv.get().executorId());
  }

  private static SpikingLayerRuntime layer(MultiLayerNetwork network) {
    return (SpikingLayerRuntime) network.getLayer(0);
  }

  private static RecipeLoss loss(MultiLayerNetwork network) {
    LossLayer last = (LossLayer) network.getLayer(1).conf().getLayer();
    return (RecipeLoss) last.getLossFn();
  }
}
