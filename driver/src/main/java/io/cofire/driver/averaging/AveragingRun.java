package io.cofire.driver.averaging;

import io.cofire.driver.assembly.ArithmeticText;
import io.cofire.driver.assembly.JobSettings;
import io.cofire.driver.assembly.Slots;
import io.cofire.driver.assembly.TrainingPlan;
import io.cofire.driver.checkpoint.EpochMetrics;
import io.cofire.driver.checkpoint.Progress;
import io.cofire.driver.recipe.Recipe;
import io.cofire.driver.run.EvaluationResult;
import io.cofire.driver.run.RunResult;
import io.cofire.driver.run.StepProgress;
import io.cofire.driver.run.StopWatch;
import io.cofire.driver.run.TrainingListener;
import io.cofire.ops.rank.Counting;
import io.cofire.ops.rank.Evaluation;
import io.cofire.ops.tensor.Arithmetic;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
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
  private final TrainingPlan plan;
  private final Recipe.Training training;
  private final OrderedAveragingMaster master;
  private final SparkDl4jMultiLayer trainer;
  private final StopWatch watch = new StopWatch();
  private final long firstStep;

  AveragingRun(
      JavaSparkContext spark, AveragedModel model, History history, TrainingListener listener) {
    this.spark = spark;
    this.model = model;
    this.history = history;
    this.listener = listener;
    this.plan = model.plan();
    this.training = plan.recipe().training();
    this.master =
        new OrderedAveragingMaster(
            plan.workers(),
            training.averaging().frequency(),
            training.averaging().averageOptimizer());
    this.trainer = new SparkDl4jMultiLayer(spark, model.network(), master);
    this.firstStep = history.now().step();
  }

  RunResult run() throws IOException {
    listener.onStart(plan.announced(hosts(), history.now()));
    if (!isOver()) {
      history.computedBy(arithmetic(), listener);
    }
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
        plan.workers(),
        Math.max(1, master.hosts()),
        0,
        history.newest().toString());
  }

  private boolean isOver() {
    return history.now().step() >= plan.lastStep()
        || history.now().epoch() == training.epochs()
        || plan.recipe().hasStopped(history.now());
  }

  private boolean isInsideEpoch() {
    return history.now().stepInEpoch() < plan.stepsPerEpoch();
  }

  /** To the end of an epoch, or to the round's end that reaches the step where the run stops. */
  private EvaluationResult epoch() throws IOException {
    double start = watch.elapsedSeconds();
    while (isInsideEpoch() && !isOver()) {
      round();
    }
    Optional<Evaluation> validation = validation();
    boolean last = isOver() || stops(validation);
    EvaluationResult test = score(last ? Counting.OPERATIONS : Counting.SPIKES);
    EpochMetrics metrics = metrics(test.loss(), test.accuracy(), validation);
    history.tested(metrics);
    if (isInsideEpoch()) {
      checkpoint();
      return test;
    }
    history.endEpoch(metrics, model);
    watch.checkpoint();
    listener.onEpoch(metrics, watch.elapsedSeconds() - start);
    return test;
  }

  private EpochMetrics metrics(double loss, double accuracy, Optional<Evaluation> validation) {
    EpochMetrics tested = history.now().metrics(loss, accuracy);
    return validation
        .map(found -> tested.validated(found.meanLoss(), found.accuracy()))
        .orElse(tested);
  }

  /** At an epoch's end, where the recipe asks for it. */
  private Optional<Evaluation> validation() {
    int epoch = history.now().epoch() + 1;
    boolean due =
        plan.recipe()
            .data()
            .validation()
            .filter(each -> each.isDue(epoch, training.epochs()))
            .isPresent();
    if (isInsideEpoch() || !due) {
      return Optional.empty();
    }
    watch.begin();
    Evaluation found = Scoring.score(spark, model, Scoring.Samples.VALIDATED, Counting.SPIKES);
    watch.evaluation();
    return Optional.of(found);
  }

  /** Whether an epoch that was validated so is the last; its test has no part in that. */
  private boolean stops(Optional<Evaluation> validation) {
    return validation.isPresent()
        && plan.recipe()
            .hasStopped(
                history.now().afterEpoch(metrics(0, 0, validation), plan.recipe().measure()));
  }

  private void round() throws IOException {
    Progress at = history.now();
    int left = plan.stepsPerEpoch() - at.stepInEpoch();
    watch.begin();
    trainer.fit(batches(at, Math.min(training.averaging().frequency(), left)));
    RoundSums sums = master.sums();
    watch.round(sums.examples(), sums.dataNanos(), sums.fitNanos());
    model.restore(model.state()); // the same rounding as through a checkpoint
    StepProgress told = history.add(sums, plan.lastStep(), firstStep, watch);
    listener.onStep(told);
    listener.onFiringRates(told.firingRates());
    int every = plan.recipe().run().checkpointEverySteps();
    if (told.step() / every > at.step() / every && isInsideEpoch() && !isOver()) {
      checkpoint();
    }
  }

  private void checkpoint() throws IOException {
    watch.begin();
    history.write(model);
    watch.checkpoint();
  }

  private EvaluationResult score(Counting counting) {
    watch.begin();
    EvaluationResult test =
        plan.result(Scoring.score(spark, model, Scoring.Samples.TESTED, counting), counting);
    watch.evaluation();
    return test;
  }

  /** Partition w is worker w, which makes its own minibatches where it runs. */
  private JavaRDD<DataSet> batches(Progress at, int steps) {
    RunText run = model.run();
    int epoch = at.epoch();
    int step = at.stepInEpoch();
    List<Integer> workers = IntStream.range(0, plan.workers()).boxed().toList();
    return spark
        .parallelize(workers, plan.workers())
        .flatMap(worker -> KeptRun.of(run).place(worker).batches(epoch, step, steps));
  }

  /** What the workers compute by; they may find themselves elsewhere later. */
  private List<Arithmetic> arithmetic() {
    RunText run = model.run();
    List<Integer> workers = IntStream.range(0, plan.workers()).boxed().toList();
    return ArithmeticText.parse(
        spark.parallelize(workers, plan.workers()).map(worker -> KeptRun.of(run).by()).collect());
  }

  /** Waits for executors; workers that find no slot at once take turns. */
  private int hosts() {
    return Slots.hosts(spark.sc(), plan.workers(), 0, JobSettings.slotsWait(spark.getConf()));
  }
}
