package io.cofire.driver.prediction;

import io.cofire.data.batches.SampleSource;
import io.cofire.data.events.TimeRange;
import io.cofire.ops.inference.Answer;
import java.util.List;
import java.util.Optional;

/**
 * What a network is shown at once, or why it cannot be.
 *
 * @param path what it is called
 * @param window the part of a recording that it is
 * @param number in its split, for random choices; 0 for files, which no choice tells apart
 * @param seen writes it into a minibatch, whatever its number; empty if there is nothing to see
 * @param problem why it cannot be read; empty if it can
 * @param dropped what was dropped of the recording, where that was chosen; empty if nothing was
 */
record Piece(
    String path,
    Optional<TimeRange> window,
    int number,
    Optional<SampleSource> seen,
    String problem,
    String dropped) {

  static Piece whole(String path, int number, SampleSource seen) {
    return new Piece(path, Optional.empty(), number, Optional.of(seen), "", "");
  }

  static Piece damaged(String path, String problem) {
    return new Piece(path, Optional.empty(), 0, Optional.empty(), problem, "");
  }

  /** The same of a recording of which something was dropped. */
  Piece without(String what) {
    return new Piece(path, window, number, seen, problem, what);
  }

  Prediction answered(Answer answer) {
    return predicted(answer.likely());
  }

  Prediction unanswered() {
    return predicted(List.of());
  }

  private Prediction predicted(List<Answer.Likely> likely) {
    return new Prediction(
        path,
        window.map(TimeRange::fromMicros).orElse(null),
        window.map(TimeRange::toMicros).orElse(null),
        likely,
        problem,
        dropped);
  }
}
