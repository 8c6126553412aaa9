package io.cofire.ops.twin;

import io.cofire.ops.Kinds;
import io.cofire.ops.layer.Dense;
import io.cofire.ops.loss.Loss;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.twin.Subject.Goal;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every loss against libtorch's autograd. */
class LossTwinTest {

  static Stream<Subject> losses() {
    List<Goal> goals = EnumSet.complementOf(EnumSet.of(Goal.WEIGHTED_SUM)).stream().toList();
    Kinds.every(Loss.class, goals.stream().map(goal -> goal.loss(3)).toList());
    return goals.stream().flatMap(LossTwinTest::subjects);
  }

  private static Stream<Subject> subjects(Goal goal) {
    return goal == Goal.TEMPORAL || goal == Goal.MEAN_CROSS_ENTROPY
        ? Stream.of(1, 2, 5).map(timesteps -> subject(goal, Shape.of(timesteps, 4, 7)))
        : Stream.of(subject(goal, Shape.of(4, 7)));
  }

  private static Subject subject(Goal goal, Shape input) {
    return new Subject(
        "linear and " + goal,
        input,
        (w, s) -> new Dense(w.at("head"), s, 3),
        (o, x) -> o.dense("head", x, 3),
        goal);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void agreesWithAutogradOnOneRankAndOnThreeUnevenOnes(Subject subject) throws Exception {
    Agreement.require(subject, Twins.ENGINES, new int[] {4}, new int[] {1, 2, 1});
  }
}
