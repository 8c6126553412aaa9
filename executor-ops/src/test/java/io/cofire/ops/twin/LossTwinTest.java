package io.cofire.ops.twin;

import io.cofire.ops.layer.Dense;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.twin.Subject.Goal;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Losses over every timestep's logits against libtorch's autograd. */
class LossTwinTest {

  static Stream<Subject> losses() {
    return Stream.of(Goal.TEMPORAL, Goal.MEAN_CROSS_ENTROPY)
        .flatMap(goal -> Stream.of(1, 2, 5).map(t -> subject(goal, t)));
  }

  private static Subject subject(Goal goal, int timesteps) {
    return new Subject(
        "linear and " + goal,
        Shape.of(timesteps, 4, 7),
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
