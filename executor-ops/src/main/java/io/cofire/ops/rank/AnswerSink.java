package io.cofire.ops.rank;

import io.cofire.ops.inference.Answer;

/** Takes what a network says of each sample that it scores. */
@FunctionalInterface
public interface AnswerSink {

  /** Takes nothing. */
  AnswerSink NONE = (sample, label, answer) -> {};

  /**
   * Takes one answer.
   *
   * @param sample index in its split
   * @param label its class
   */
  void take(int sample, int label, Answer answer);
}
