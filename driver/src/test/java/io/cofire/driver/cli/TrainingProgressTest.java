package io.cofire.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.driver.run.TrainingListener.Plan;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** The line with which a training begins, of 4 epochs of 60 steps. */
class TrainingProgressTest {

  private static String begun(long steps, long firstStep) {
    StringWriter printed = new StringWriter();
    try (TrainingProgress progress = new TrainingProgress(new PrintWriter(printed))) {
      progress.onStart(new Plan(2, 1, 60, 4, steps, firstStep));
    }
    String line = printed.toString().strip();
    String whole = "training: 2 ranks in 1 processes, 4 epochs of 60 steps";
    assertThat(line).startsWith(whole);
    return line.substring(whole.length());
  }

  @Test
  void aRunSaysWhereItBeginsAndStops() {
    assertThat(begun(240, 0)).isEmpty();
    assertThat(begun(240, 60)).isEqualTo(", resumed at step 60");
    assertThat(begun(60, 0)).isEqualTo(", stopping after step 60");
    assertThat(begun(60, 20)).isEqualTo(", resumed at step 20, stopping after step 60");
  }

  @Test
  void aRunThatIsThereAlreadyDoesNotStopInThePast() {
    assertThat(begun(60, 240))
        .isEqualTo(", resumed at step 240, which leaves no step before run.stopAfterSteps, 60");
    assertThat(begun(60, 60))
        .isEqualTo(", resumed at step 60, which leaves no step before run.stopAfterSteps, 60");
    assertThat(begun(240, 240))
        .isEqualTo(", resumed at step 240, the last one: nothing is left to train");
  }
}
