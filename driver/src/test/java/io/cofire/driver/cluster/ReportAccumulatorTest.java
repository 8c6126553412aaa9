package io.cofire.driver.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import org.junit.jupiter.api.Test;

class ReportAccumulatorTest {

  private static final Report WARNED = Report.EMPTY.warned("a disk is slow");

  /** As a heartbeat sees it while the task that carries it is still being read. */
  @Test
  void beforeItsFieldIsReadNothingWasReported() throws ReflectiveOperationException {
    ReportAccumulator half = new ReportAccumulator();
    Field field = ReportAccumulator.class.getDeclaredField("report");
    field.setAccessible(true);
    field.set(half, null);

    assertThat(half.isZero()).isTrue();
    assertThat(half.value()).isEqualTo(Report.EMPTY);
    assertThat(half.copy().value()).isEqualTo(Report.EMPTY);
  }

  @Test
  void theNewestReportIsTheOneThatArrives() {
    ReportAccumulator atDriver = new ReportAccumulator();
    ReportAccumulator atRank = new ReportAccumulator();
    atRank.add(Report.EMPTY.warned("an older one"));
    atRank.add(WARNED);

    atDriver.merge(atRank);
    atDriver.merge(new ReportAccumulator());

    assertThat(atDriver.value()).isEqualTo(WARNED);
    assertThat(atDriver.isZero()).isFalse();
  }
}
