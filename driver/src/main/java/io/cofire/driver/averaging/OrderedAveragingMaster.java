package io.cofire.driver.averaging;

import io.cofire.driver.run.TaskFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.api.RDDTrainingApproach;
import org.deeplearning4j.spark.api.Repartition;
import org.deeplearning4j.spark.api.WorkerConfiguration;
import org.deeplearning4j.spark.api.worker.NetBroadcastTuple;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingResult;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Parameter averaging that gives the same bits from run to run. Unlike its parent, whose tree of
 * sums depends on which worker ends first and whose mean gives every worker the same weight, it
 * adds in partition order, in double precision, and weighs by examples: p = sum(n_w * p_w) /
 * sum(n_w). It counts the iterations that ran, where the parent always counts the averaging
 * frequency, and takes each {@code fit} as one round: the data's partitions are the workers,
 * neither counted, split nor moved. Where the optimizer's state is not averaged, it is not sent
 * either: each round starts it from zeros.
 */
final class OrderedAveragingMaster extends ParameterAveragingTrainingMaster {

  private final boolean averageOptimizer;
  private Broadcast<NetBroadcastTuple> model;
  private RoundSums sums = RoundSums.ZERO;
  private int hosts;

  OrderedAveragingMaster(int workers, int frequency, boolean averageOptimizer) {
    super(
        new Builder(workers, 1)
            .averagingFrequency(frequency)
            .saveUpdater(averageOptimizer)
            .repartionData(Repartition.Never)
            .rddTrainingApproach(RDDTrainingApproach.Direct)
            .storageLevel(null));
    this.averageOptimizer = averageOptimizer;
  }

  /** Sums over all workers of the last round. */
  RoundSums sums() {
    return sums;
  }

  /** Processes that held the workers of the last round. */
  int hosts() {
    return hosts;
  }

  @Override
  public void executeTraining(SparkDl4jMultiLayer network, JavaRDD<DataSet> batches) {
    AveragingWorker worker = getWorkerInstance(network);
    try {
      processResults(
          network,
          null,
          batches.mapPartitions(data -> List.of(worker.round(data)).iterator()),
          1,
          1);
    } finally {
      model.destroy();
    }
  }

  @Override
  public AveragingWorker getWorkerInstance(SparkDl4jMultiLayer network) {
    MultiLayerNetwork net = network.getNetwork();
    INDArray state = averageOptimizer ? net.getUpdater().getStateViewArray() : null;
    NetBroadcastTuple tuple =
        new NetBroadcastTuple(net.getLayerWiseConfigurations(), net.params(), state);
    model = network.getSparkContext().broadcast(tuple);
    WorkerConfiguration configuration =
        new WorkerConfiguration(false, 1, batchSizePerWorker, averagingFrequency, 0, false);
    return new AveragingWorker(model, averageOptimizer, configuration);
  }

  @Override
  protected void processResults(
      SparkDl4jMultiLayer network,
      SparkComputationGraph graph,
      JavaRDD<ParameterAveragingTrainingResult> results,
      int split,
      int splits) {
    List<AveragingResult> workers = new ArrayList<>();
    results.collect().forEach(result -> workers.add((AveragingResult) result));
    for (AveragingResult worker : workers) {
      Optional<TaskFailure> failure = worker.failure();
      if (failure.isPresent()) {
        throw failure.get();
      }
    }
    sums = RoundSums.over(workers.stream().map(AveragingResult::sums).toList());
    hosts = (int) workers.stream().map(AveragingResult::executor).distinct().count();
    workers.removeIf(worker -> worker.sums().examples() == 0);
    if (!workers.isEmpty()) {
      average(network, workers);
    }
  }

  private void average(SparkDl4jMultiLayer network, List<AveragingResult> workers) {
    MultiLayerNetwork net = network.getNetwork();
    average(workers, workers.stream().map(AveragingResult::getParameters).toList(), net.params());
    if (averageOptimizer) {
      INDArray state = net.getUpdater().getStateViewArray();
      average(workers, workers.stream().map(AveragingResult::getUpdaterState).toList(), state);
    }
    network.setScore(sums.meanLoss());
    MultiLayerConfiguration conf = net.getLayerWiseConfigurations();
    conf.setIterationCount(conf.getIterationCount() + sums.iterations());
  }

  private void average(List<AveragingResult> workers, List<INDArray> vectors, INDArray target) {
    double[] total = new double[Math.toIntExact(target.length())];
    for (int w = 0; w < workers.size(); w++) {
      double weight = (double) workers.get(w).sums().examples();
      float[] vector = ArrayCopies.read(vectors.get(w));
      for (int i = 0; i < total.length; i++) {
        total[i] += weight * vector[i];
      }
    }
    float[] mean = new float[total.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) (total[i] / sums.examples());
    }
    ArrayCopies.write(mean, target);
  }
}
