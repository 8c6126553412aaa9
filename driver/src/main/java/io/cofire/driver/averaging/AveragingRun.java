package io.cofire.driver.averaging;

import io.cofire.driver.checkpoint.EpochMetrics;
import io.cofire.driver.checkpoint.Progress;
import io.cofire.driver.cluster.ClusterSettings;
import io.cofire.driver.cluster.Slots;
import io.cofire.driver.recipe.Recipe;
import io.cofire.driver.run.EvaluationResult;
import io.cofire.driver.run.RunResult;
import io.cofire.driver.run.StepProgress;
import io.cofire.driver.run.TrainingListener;
import io.cofire.ops.rank.Counting;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.nd4j.linalg.dataset.DataSet;

/**
 * One attempt at a run: rounds of {@code frequency} minibatches a worker, an average after each, an
 * evaluation after each epoch. A round ends with the epoch, even when that cuts it short.
 */
final class AveragingRun {

  private final JavaSparkContext spark;
  private final AveragedModel model;
  private final History history;
  private final TrainingListener listener;
  private final Recipe.Training training;
  private final AveragingPlan task;
  private final OrderedAveragingMaster master;
  private final SparkDl4jMultiLayer trainer;
  private final RoundClock watch;
  private final int checkpointEverySteps;
  private final long lastStep;

  AveragingRun(
      JavaSparkContext spark, AveragedModel model, History history, TrainingListener listener) {
    this.spark = spark;
    this.model = model;
    this.history = history;
    this.listener = listener;
    this.task = model.layer().task();
    this.training = task.recipe().training();
    this.checkpointEverySteps = task.recipe().run().checkpointEverySteps();
    this.lastStep = task.recipe().run().lastStep((long) training.epochs() * task.stepsPerEpoch());
    this.master =
        new OrderedAveragingMaster(
            task.workers(),
            training.averaging().frequency(),
            training.averaging().averageOptimizer());
    this.trainer = new SparkDl4jMultiLayer(spark, model.network(), master);
    this.watch = new RoundClock();
  }

  RunResult run() throws IOException {
    listener.onStart(
        new TrainingListener.Plan(
            task.workers(),
            hosts(),
            task.stepsPerEpoch(),
            training.epochs(),
            lastStep,
            history.now().step()));
    EvaluationResult test = null;
    while (!isOver()) {
      test = epoch();
    }
    if (test == null) {
      test = score(Counting.OPERATIONS);
    }
    Progress end = history.now();
    return new RunResult(
        end.epochs(),
        test,
        watch.split(),
        end.step(),
        task.workers(),
        Math.max(1, master.hosts()),
        0,
        history.newest().toString());
  }

  private boolean isOver() {
    return history.now().step() >= lastStep || history.now().epoch() == training.epochs();
  }

  /** To the end of an epoch, or to the round's end that reaches the step where the run stops. */
  private EvaluationResult epoch() throws IOException {
    long start = System.nanoTime();
    while (history.now().stepInEpoch() < task.stepsPerEpoch() && !isOver()) {
      round();
    }
    EvaluationResult test = score(isOver() ? Counting.OPERATIONS : Counting.SPIKES);
    if (history.now().stepInEpoch() < task.stepsPerEpoch()) {
      checkpoint();
      return test;
    }
    Progress.Sums sums = history.now().sums();
    EpochMetrics metrics =
        new EpochMetrics(
            history.now().epoch() + 1,
            sums.meanLoss(),
            sums.accuracy(),
            test.loss(),
            test.accuracy());
    long checkpoint = System.nanoTime();
    history.endEpoch(metrics, model);
    watch.checkpointed(System.nanoTime() - checkpoint);
    listener.onEpoch(metrics, (System.nanoTime() - start) / 1e9);
    return test;
  }

  private void round() throws IOException {
    Progress at = history.now();
    int left = task.stepsPerEpoch() - at.stepInEpoch();
    int steps = Math.min(training.averaging().frequency(), left);
    long start = System.nanoTime();
    trainer.fit(batches(at.epoch(), at.stepInEpoch(), steps));
    watch.round(master.sums(), System.nanoTime() - start);
    model.restore(model.state()); // the same rounding as through a checkpoint
    history.add(master.sums());
    StepProgress progress = progress();
    history.note(progress);
    listener.onStep(progress);
    long step = history.now().step();
    boolean due = step / checkpointEverySteps > at.step() / checkpointEverySteps;
    if (due && history.now().stepInEpoch() < task.stepsPerEpoch() && !isOver()) {
      checkpoint();
    }
  }

  private void checkpoint() throws IOException {
    long start = System.nanoTime();
    history.write(model);
    watch.checkpointed(System.nanoTime() - start);
  }

  private EvaluationResult score(Counting counting) {
    long start = System.nanoTime();
    EvaluationResult test = Scoring.score(spark, model.layer(), model.state(), counting);
    watch.evaluated(System.nanoTime() - start);
    return test;
  }

  /** Partition w is worker w, which makes its own minibatches where it runs. */
  private JavaRDD<DataSet> batches(int epoch, int step, int steps) {
    SpikingLayer layer = model.layer();
    List<Integer> workers = IntStream.range(0, task.workers()).boxed().toList();
    return spark
        .parallelize(workers, task.workers())
        .flatMap(worker -> IdleNetworks.data(layer, worker).batches(epoch, step, steps));
  }

  private StepProgress progress() {
    Progress now = history.now();
    return new StepProgress(
        now.step(),
        lastStep,
        now.epoch() + 1,
        now.sums().meanLoss(),
        now.sums().accuracy(),
        watch.split().samplesPerSecond(),
        watch.secondsLeft(lastStep - now.step(), training.epochs() - now.epoch()));
  }

  /** Waits for executors; workers that find no slot at once take turns. */
  private int hosts() {
    return Slots.hosts(spark.sc(), task.workers(), 0, ClusterSettings.slotsWait(spark.getConf()));
  }
}
