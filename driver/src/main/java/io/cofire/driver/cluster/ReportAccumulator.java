package io.cofire.driver.cluster;

import org.apache.spark.util.AccumulatorV2;

/**
 * Carries rank 0's report to the driver, with each heartbeat. Only rank 0's host writes; the value
 * is immutable, so that the heartbeat's thread reads a whole one.
 *
 * <p>On an executor Spark makes it known to the heartbeat from within its superclass's {@code
 * readObject}, so before the field below is read: a heartbeat that falls into this moment finds
 * null there, which means that nothing was reported yet.
 */
final class ReportAccumulator extends AccumulatorV2<Report, Report> {

  private static final long serialVersionUID = 1L;

  private volatile Report report = Report.EMPTY;

  @Override
  public boolean isZero() {
    return value().equals(Report.EMPTY);
  }

  @Override
  public AccumulatorV2<Report, Report> copy() {
    ReportAccumulator copy = new ReportAccumulator();
    copy.report = value();
    return copy;
  }

  @Override
  public void reset() {
    report = Report.EMPTY;
  }

  @Override
  public void add(Report newer) {
    report = newer;
  }

  @Override
  public void merge(AccumulatorV2<Report, Report> other) {
    if (!other.isZero()) {
      report = other.value();
    }
  }

  @Override
  public Report value() {
    Report told = report;
    return told == null ? Report.EMPTY : told;
  }
}
