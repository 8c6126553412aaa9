package io.cofire.driver.averaging;

import io.cofire.driver.assembly.PlanText;
import io.cofire.driver.assembly.TrainingPlan;
import java.io.Serializable;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What travels to every process of a run.
 *
 * @param id tells this run from the others of its driver, the only one that its executors serve
 * @param plan what is trained, as text
 */
record RunText(String id, String plan) implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final AtomicInteger BEGUN = new AtomicInteger();

  /** Of a run that begins. */
  static RunText of(TrainingPlan plan) {
    return new RunText("run " + BEGUN.incrementAndGet(), PlanText.of(plan));
  }
}
