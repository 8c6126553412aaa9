package io.cofire.ops.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cofire.ops.Kinds;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScheduleTest {

  static Stream<Schedule> schedules() {
    return Kinds.every(
        Schedule.class,
        List.of(
            new Schedule.Constant(),
            new Schedule.Cosine(),
            new Schedule.Step(35, 0.1),
            new Schedule.MultiStep(List.of(40, 60, 80), 0.2),
            new Schedule.WarmUp(5, 0.2, new Schedule.Cosine())))
        .stream();
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void everyFactorLiesBetweenZeroAndOne(Schedule schedule) {
    for (double epoch = 0; epoch < 100; epoch += 0.25) {
      assertThat(schedule.factor(epoch, 100)).as("epoch %s", epoch).isBetween(0.0, 1.0);
    }
  }

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
  void multiStepDropsAtItsMilestones() {
    Schedule steps = new Schedule.MultiStep(List.of(40, 60, 80), 0.2);
    assertThat(steps.factor(39.9, 100)).isEqualTo(1);
    assertThat(steps.factor(40, 100)).isEqualTo(0.2, within(1e-12));
    assertThat(steps.factor(79.9, 100)).isEqualTo(0.04, within(1e-12));
    assertThat(steps.factor(99, 100)).isEqualTo(0.008, within(1e-12));
  }

  @Test
  void warmUpRisesEveryStepAndThenHandsOver() {
    Schedule cosine = new Schedule.Cosine();
    Schedule warmUp = new Schedule.WarmUp(5, 0.2, cosine);
    assertThat(warmUp.factor(0, 105)).isEqualTo(0.2, within(1e-12));
    assertThat(warmUp.factor(2.5, 105)).isEqualTo(0.6, within(1e-12));
    assertThat(warmUp.factor(5, 105)).isEqualTo(1);
    assertThat(warmUp.factor(55, 105)).isEqualTo(cosine.factor(50, 100));
    assertThat(new Schedule.WarmUp(5, 0.2, cosine).factor(2.5, 3)).isEqualTo(0.6, within(1e-12));
  }

  @Test
  void refusesImpossibleMilestonesAndWarmUps() {
    assertThatThrownBy(() -> new Schedule.MultiStep(List.of(40, 40), 0.2))
        .hasMessage("Invalid schedule.milestones: [40, 40] (must rise from 1 or more)");
    assertThatThrownBy(() -> new Schedule.WarmUp(0, 0.2, new Schedule.Constant()))
        .hasMessage("Invalid schedule.warmUp: 0 (must be at least 1)");
    assertThatThrownBy(() -> new Schedule.WarmUp(5, 0, new Schedule.Constant()))
        .hasMessage("Invalid schedule.from: 0.0 (must be in (0, 1])");
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
