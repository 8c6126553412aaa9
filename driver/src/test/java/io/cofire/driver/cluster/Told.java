package io.cofire.driver.cluster;

import io.cofire.driver.checkpoint.EpochMetrics;
import io.cofire.driver.run.StepProgress;
import io.cofire.driver.run.TrainingListener;
import java.util.ArrayList;
import java.util.List;

/** Keeps what it is told. */
final class Told implements TrainingListener {
  final List<Plan> plans = new ArrayList<>();
  final List<StepProgress> steps = new ArrayList<>();
  final List<EpochMetrics> epochs = new ArrayList<>();
  final List<String> warnings = new ArrayList<>();

  @Override
  public void onStart(Plan plan) {
    plans.add(plan);
  }

  @Override
  public void onStep(StepProgress progress) {
    steps.add(progress);
  }

  @Override
  public void onEpoch(EpochMetrics metrics, double seconds) {
    epochs.add(metrics);
  }

  @Override
  public void onWarning(String message) {
    warnings.add(message);
  }
}
