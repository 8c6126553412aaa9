package io.cofire.driver.run;

import java.util.List;

/**
 * An evaluation with what the network says of each sample.
 *
 * @param result of the whole split
 * @param answers of every sample, in the order of the split
 */
public record Scored(EvaluationResult result, List<SampleAnswer> answers) {

  /** Copies the list. */
  public Scored {
    answers = List.copyOf(answers);
  }
}
