package io.cofire.driver.run;

import io.cofire.driver.checkpoint.EpochMetrics;
import java.util.Map;

/** Is told on the driver how a training goes on; calls come from one thread at a time. */
public interface TrainingListener {

  /** Does nothing. */
  TrainingListener NONE = new TrainingListener() {};

  /** The job has been laid out and is about to be submitted; again after each restart. */
  default void onStart(Plan plan) {}

  /** Some steps have been done; the last of them is told, about once a second. */
  default void onStep(StepProgress progress) {}

  /** Spikes per neuron and timestep by layer, in order, of the last step that was watched. */
  default void onFiringRates(Map<String, Double> rates) {}

  /** An epoch and its evaluation are done; every epoch is told once, in order. */
  default void onEpoch(EpochMetrics metrics, double seconds) {}

  /**
   * Something went wrong that does not end the run: a damaged checkpoint, a restart, a silent
   * layer.
   */
  default void onWarning(String message) {}

  /**
   * How the run is laid out.
   *
   * @param ranks W, from the recipe
   * @param hosts processes that hold them, H
   * @param stepsPerEpoch optimizer steps in an epoch
   * @param epochs epochs of the whole run
   * @param steps optimizer steps up to where the run ends or stops
   * @param firstStep steps that a checkpoint already holds; 0 for a fresh run
   */
  record Plan(int ranks, int hosts, int stepsPerEpoch, int epochs, long steps, long firstStep) {}
}
