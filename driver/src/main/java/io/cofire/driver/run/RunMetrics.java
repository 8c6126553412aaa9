package io.cofire.driver.run;

import io.cofire.driver.checkpoint.EpochMetrics;
import java.util.Map;
import java.util.Optional;

/**
 * A training's figures among the driver's Spark metrics, under {@code cofire}: what a listener is
 * told is set there and passed on.
 */
public final class RunMetrics implements TrainingListener, AutoCloseable {

  private final TrainingListener next;
  private final Meters meters = new Meters("cofire");
  private long warnings;

  /**
   * Registers the figures of a run.
   *
   * @param next is told everything too
   */
  public RunMetrics(TrainingListener next) {
    this.next = next;
  }

  @Override
  public void onStart(Plan plan) {
    meters.set("ranks", plan.ranks());
    meters.set("hosts", plan.hosts());
    meters.set("warnings", warnings);
    next.onStart(plan);
  }

  @Override
  public void onStep(StepProgress progress) {
    meters.set("step", progress.step());
    meters.set("epoch", progress.epoch());
    meters.set("loss", progress.loss());
    meters.set("accuracy", progress.accuracy());
    meters.set("learningRate", progress.learningRate());
    meters.set("samplesPerSecond", progress.samplesPerSecond());
    Optional.ofNullable(progress.split()).ifPresent(this::split);
    next.onStep(progress);
  }

  /** Of the last step. */
  private void split(StepSplit split) {
    meters.set("stepDataSeconds", split.dataSeconds());
    meters.set("stepForwardSeconds", split.forwardSeconds());
    meters.set("stepBackwardSeconds", split.backwardSeconds());
    meters.set("stepStatisticsSeconds", split.statisticsSeconds());
    meters.set("stepGradientsSeconds", split.gradientsSeconds());
    meters.set("stepUpdateSeconds", split.updateSeconds());
    meters.set("stepBytesSent", split.bytesSent());
    meters.set("slowestRank", split.slowest().rank());
    meters.set("slowestRankBehindSeconds", split.slowest().behindSeconds());
  }

  @Override
  public void onFiringRates(Map<String, Double> rates) {
    rates.forEach((layer, rate) -> meters.set("firingRate." + layer, rate));
    next.onFiringRates(rates);
  }

  @Override
  public void onEpoch(EpochMetrics metrics, double seconds) {
    meters.set("epochs", metrics.epoch());
    meters.set("testLoss", metrics.testLoss());
    meters.set("testAccuracy", metrics.testAccuracy());
    if (metrics.isValidated()) {
      meters.set("validationLoss", metrics.validationLoss());
      meters.set("validationAccuracy", metrics.validationAccuracy());
    }
    next.onEpoch(metrics, seconds);
  }

  @Override
  public void onWarning(String message) {
    warnings++;
    meters.set("warnings", warnings);
    next.onWarning(message);
  }

  @Override
  public void close() {
    meters.close();
  }
}
