package io.cofire.ops.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScheduleTest {

  @Test
  void cosineFallsOnceAnEpochFromOneTowardsZero() {
    Schedule cosine = new Schedule.Cosine();
    assertThat(cosine.factor(0, 4)).isEqualTo(1);
    assertThat(cosine.factor(0.99, 4)).isEqualTo(1);
    assertThat(cosine.factor(2, 4)).isEqualTo(0.5, within(1e-12));
    assertThat(cosine.factor(3.5, 4)).isEqualTo((1 - Math.sqrt(0.5)) / 2, within(1e-12));
    assertThat(cosine.factor(4, 4)).isEqualTo(0, within(1e-12));
  }

  @Test
  void stepDropsEveryFewEpochs() {
    Schedule step = new Schedule.Step(35, 0.1);
    assertThat(step.factor(34.9, 100)).isEqualTo(1);
    assertThat(step.factor(35, 100)).isEqualTo(0.1, within(1e-12));
    assertThat(step.factor(70.5, 100)).isEqualTo(0.01, within(1e-12));
  }

  @Test
  void constantStays() {
    assertThat(new Schedule.Constant().factor(99, 100)).isEqualTo(1);
  }

  @Test
  void refusesImpossibleSteps() {
    assertThatThrownBy(() -> new Schedule.Step(0, 0.1))
        .hasMessage("Invalid schedule.every: 0 (must be at least 1)");
    assertThatThrownBy(() -> new Schedule.Step(1, 1.5))
        .hasMessage("Invalid schedule.decay: 1.5 (must be in (0, 1])");
  }
}
