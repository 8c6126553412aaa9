package io.cofire.driver.cluster;

/** Passes reports on to a listener: each epoch once, in order, whatever was repeated or resumed. */
final class Telling {

  private final TrainingListener listener;
  private int epochsTold;
  private long stepTold = -1;

  Telling(TrainingListener listener) {
    this.listener = listener;
  }

  synchronized void start(TrainingListener.Plan plan) {
    stepTold = plan.firstStep();
    listener.onStart(plan);
  }

  synchronized void report(Report report) {
    for (Report.Epoch epoch : report.epochs()) {
      if (epoch.metrics().epoch() > epochsTold) {
        epochsTold = epoch.metrics().epoch();
        listener.onEpoch(epoch.metrics(), epoch.seconds());
      }
    }
    if (report.last() != null && report.last().step() > stepTold) {
      stepTold = report.last().step();
      listener.onStep(report.last());
    }
  }

  synchronized void warning(String message) {
    listener.onWarning(message);
  }
}
