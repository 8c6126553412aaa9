package io.cofire.driver.cluster;

import io.cofire.driver.run.TrainingListener;
import java.util.Map;

/** Passes reports on to a listener: each epoch once, in order, whatever was repeated or resumed. */
final class ReportRelay {

  private final TrainingListener listener;
  private int epochsTold;
  private long stepTold = -1;
  private int alarmsTold;
  private Map<String, Double> ratesTold = Map.of();
  private int warningsTold; // of this attempt

  ReportRelay(TrainingListener listener) {
    this.listener = listener;
  }

  synchronized void start(TrainingListener.Plan plan) {
    stepTold = plan.firstStep();
    alarmsTold = 0;
    warningsTold = 0;
    listener.onStart(plan);
  }

  synchronized void report(Report report) {
    for (; warningsTold < report.warnings().size(); warningsTold++) {
      listener.onWarning(report.warnings().get(warningsTold));
    }
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
    if (!report.firingRates().equals(ratesTold)) {
      ratesTold = report.firingRates();
      listener.onFiringRates(ratesTold);
    }
    for (; alarmsTold < report.alarms().size(); alarmsTold++) {
      listener.onWarning(report.alarms().get(alarmsTold));
    }
  }

  synchronized void warning(String message) {
    listener.onWarning(message);
  }
}
