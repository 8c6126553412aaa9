package io.cofire.driver.cluster;

import io.cofire.data.batches.MinibatchLoader;
import io.cofire.data.readahead.ReadFigures;
import io.cofire.driver.assembly.ArithmeticText;
import io.cofire.driver.assembly.HostData;
import io.cofire.driver.checkpoint.CheckpointStore;
import io.cofire.driver.checkpoint.Computed;
import io.cofire.driver.checkpoint.Progress;
import io.cofire.driver.recipe.Recipe;
import io.cofire.driver.run.RankTimes;
import io.cofire.driver.run.SampleAnswer;
import io.cofire.driver.run.StepTotals;
import io.cofire.driver.run.StopWatch;
import io.cofire.ops.collective.Collective;
import io.cofire.ops.collective.TimedCollective;
import io.cofire.ops.inference.Answer;
import io.cofire.ops.network.Network;
import io.cofire.ops.rank.AnswerSink;
import io.cofire.ops.rank.Counting;
import io.cofire.ops.rank.Evaluation;
import io.cofire.ops.rank.RankTrainer;
import io.cofire.ops.rank.StepResult;
import io.cofire.ops.rank.TrainerConfig;
import io.cofire.ops.rank.TrainingState;
import io.cofire.ops.rank.Watching;
import io.cofire.ops.tensor.Arithmetic;
import io.cofire.ops.tensor.Device;
import io.cofire.ops.tensor.Kernels;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;

/** One rank from the start of an attempt to its end, on its own thread. */
final class RankRun implements Callable<RankResult> {

  private final JobSpec spec;
  private final Recipe recipe;
  private final HostData data;
  private final TimedCollective collective;
  private final ReportAccumulator report;
  private final RankHosts crew;
  private final Device device;
  private final StopWatch watch = new StopWatch();
  private final RankScoring scoring;
  private final List<SampleAnswer> answers = new ArrayList<>();
  private Optional<Evaluation> test = Optional.empty(); // the newest, in training

  /**
   * A rank's part.
   *
   * @param report where rank 0 reports to
   * @param crew all ranks and their hosts
   * @param device where it computes
   */
  RankRun(
      JobSpec spec,
      Recipe recipe,
      HostData data,
      Collective collective,
      ReportAccumulator report,
      RankHosts crew,
      Device device) {
    this.spec = spec;
    this.recipe = recipe;
    this.data = data;
    this.collective = new TimedCollective(collective);
    this.report = report;
    this.crew = crew;
    this.device = device;
    this.scoring = new RankScoring(recipe, data, this.collective, watch);
  }

  @Override
  public RankResult call() throws IOException {
    try (Kernels kernels = recipe.run().open(device);
        RankTrainer trainer = new RankTrainer(kernels, config(), collective);
        Observer observer =
            new Observer(collective.rank(), crew, data::reads, recipe.run().watchEverySteps())) {
      Progress progress = restore(trainer);
      return spec.work() == JobSpec.Work.TRAIN
          ? train(trainer, progress, kernels.arithmetic(), observer)
          : result(progress, scoring.test(trainer, counting(), this::keep), observer);
    } catch (Throwable e) { // whatever it was, the other ranks must not wait for this one
      collective.abort(e);
      throw e;
    }
  }

  private void keep(int sample, int label, Answer answer) {
    answers.add(new SampleAnswer(sample, data.testName(sample), label, answer));
  }

  private Counting counting() {
    return spec.work() == JobSpec.Work.EVALUATE_FOLDED ? Counting.FOLDED : Counting.OPERATIONS;
  }

  private TrainerConfig config() {
    return spec.work() == JobSpec.Work.TRAIN
        ? data.trainer(collective.rank())
        : data.scorer(collective.rank());
  }

  private Progress restore(RankTrainer trainer) throws IOException {
    Optional<Path> start = spec.start();
    if (start.isEmpty()) {
      return Progress.start(recipe.seed(), recipe.hash(), data.manifestHash());
    }
    CheckpointStore store = new CheckpointStore(spec.hadoop().value(), spec.directory());
    Path checkpoint = start.get();
    Network network = trainer.network();
    TrainingState state =
        store.state(checkpoint, network.parameters().layout(), network.statistics().layout());
    trainer.restore(state);
    return store.progress(checkpoint).of(recipe.hash()); // the driver has found it the run's
  }

  private RankResult train(RankTrainer trainer, Progress found, Arithmetic mine, Observer observer)
      throws IOException {
    long whole = (long) recipe.training().epochs() * data.plan().stepsPerEpoch();
    long last = recipe.run().lastStep(whole);
    Progress from = isOver(found, last) ? found : computed(found, mine);
    try (Journal journal = journal(from, last)) {
      try {
        return train(trainer, from, journal, last, observer);
      } catch (Throwable e) { // told before the journal waits for what it is writing
        collective.abort(e);
        throw e;
      }
    }
  }

  /** Notes how the run is computed from here on; rank 0 says where that is another way. */
  private Progress computed(Progress from, Arithmetic mine) {
    List<Arithmetic> by = SharedArithmetic.of(mine.among(collective.size()), collective);
    if (collective.rank() == 0) {
      Stream.concat(
              Computed.warning(from.computed(), by, "step " + from.step()).stream(),
              ArithmeticText.warning(by).stream())
          .forEach(warning -> report.add(report.value().warned(warning)));
    }
    return from.computedBy(by);
  }

  private RankResult train(
      RankTrainer trainer, Progress from, Journal journal, long last, Observer observer)
      throws IOException {
    Progress progress = from;
    try (MinibatchLoader loader =
        data.training(collective.rank(), from.epoch(), from.stepInEpoch())) {
      PartedSteps parts = new PartedSteps(loader, data.plan(), watch);
      while (!isOver(progress, last)) {
        progress = steps(trainer, parts, progress, journal, last, observer);
        progress = scored(trainer, progress, journal, last);
      }
    }
    Progress reached = progress;
    awaitRankZero(journal, writing -> writing.settled(reached, trainer));
    watch.checkpoint();
    Evaluation end = test.orElseGet(() -> scoring.test(trainer, counting(), AnswerSink.NONE));
    return result(progress, end, observer);
  }

  /** After the steps of an epoch, or of the part of it that the run stops inside. */
  private Progress scored(RankTrainer trainer, Progress at, Journal journal, long last)
      throws IOException {
    boolean inside = at.stepInEpoch() < data.plan().stepsPerEpoch();
    Optional<Evaluation> validation =
        inside ? Optional.empty() : scoring.validation(trainer, at.epoch() + 1);
    boolean end = at.step() == last || scoring.ends(at, validation);
    Counting counted = end ? Counting.OPERATIONS : Counting.SPIKES;
    Evaluation scored = scoring.test(trainer, counted, AnswerSink.NONE);
    test = Optional.of(scored);
    journal.tested(scored, validation);
    awaitRankZero(journal, Journal::ready);
    if (inside) {
      journal.checkpoint(at, trainer);
      return at;
    }
    Progress after = scoring.after(at, scored, validation);
    journal.epoch(after, trainer);
    watch.checkpoint();
    return after;
  }

  private boolean isOver(Progress progress, long last) {
    return progress.epoch() >= recipe.training().epochs()
        || progress.step() >= last
        || recipe.hasStopped(progress);
  }

  private Journal journal(Progress from, long last) throws IOException {
    return Journal.of(collective.rank(), spec, recipe, report, watch, data.rate(), from, last);
  }

  private interface Waiting {
    boolean isOver(Journal journal) throws IOException;
  }

  /**
   * All ranks wait until rank 0 has written something, which may take longer than a deadline: they
   * hear from it that it lives.
   */
  private void awaitRankZero(Journal journal, Waiting waiting) throws IOException {
    boolean over = false;
    while (!over) {
      float[] mine = {waiting.isOver(journal) ? 1 : 0};
      over = collective.gather("checkpoint", mine)[0][0] == 1;
    }
  }

  private Progress steps(
      RankTrainer trainer,
      PartedSteps parts,
      Progress from,
      Journal journal,
      long last,
      Observer observer)
      throws IOException {
    int stepsPerEpoch = data.plan().stepsPerEpoch();
    Progress progress = from;
    watch.begin();
    while (progress.stepInEpoch() < stepsPerEpoch && progress.step() < last) {
      boolean endOfEpoch = progress.stepInEpoch() + 1 == stepsPerEpoch;
      Watching watching = observer.watching(progress.step(), endOfEpoch);
      long exchanged = collective.nanos();
      StepResult mine = parts.next(trainer, progress.stepInEpoch(), watching);
      RankTimes times = observer.times(parts.waitedNanos(), mine);
      StepTotals totals = RankSums.step(progress.sums(), mine, times, crew, collective);
      progress = progress.afterStep(totals.sums());
      watch.step(data.plan().batch(progress.stepInEpoch() - 1), collective.nanos() - exchanged);
      observer.step(progress.step(), totals);
      observer.raised(journal.step(progress, totals));
      if (journal.due(progress, stepsPerEpoch)) {
        journal.checkpoint(progress, trainer);
      }
      watch.checkpoint();
    }
    return progress;
  }

  private RankResult result(Progress progress, Evaluation test, Observer observer) {
    boolean speaks = crew.speaks(collective.rank());
    ReadFigures reads = RankSums.reads(speaks ? data.reads() : ReadFigures.NONE, collective);
    collective.barrier("end");
    return new RankResult(
        progress.epochs(),
        progress.step(),
        data.result(test, counting()),
        watch.split(),
        observer.ranks(),
        observer.alarms(),
        reads,
        answers);
  }
}
