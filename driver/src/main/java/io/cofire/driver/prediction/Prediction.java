package io.cofire.driver.prediction;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.cofire.ops.inference.Answer;
import java.io.Serializable;
import java.util.List;

/**
 * What became of one sample: a file, a window of a recording, or a sample of a prepared set.
 *
 * @param path the file's, or where the sample of a prepared set came from
 * @param fromMicros start of the window, of the recording's own clock; null for whole samples
 * @param toMicros first time behind the window; null for whole samples
 * @param likely the likeliest classes, the predicted one first; none where there is a problem, or
 *     nothing to see in a window
 * @param problem why it could not be read; empty if it could
 * @param dropped what was dropped of its recording, which has faults; empty if nothing was
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Prediction(
    String path,
    Long fromMicros,
    Long toMicros,
    List<Answer.Likely> likely,
    String problem,
    String dropped)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /** What a JSON text leaves out is empty. */
  @JsonCreator
  public Prediction {
    likely = likely == null ? List.of() : List.copyOf(likely);
    problem = problem == null ? "" : problem;
    dropped = dropped == null ? "" : dropped;
  }

  /** Of a sample of which nothing was dropped. */
  public Prediction(
      String path, Long fromMicros, Long toMicros, List<Answer.Likely> likely, String problem) {
    this(path, fromMicros, toMicros, likely, problem, "");
  }

  /** Whether it could not be read. */
  @JsonIgnore
  public boolean isDamaged() {
    return !problem.isEmpty();
  }
}
