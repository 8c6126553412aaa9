package io.cofire.ops.loss;

/** What the outputs of a network are, and so which losses can train it. */
public enum OutputKind {
  /** Logits of the mean over time, [N,K]. */
  LOGITS("logits of the mean over time, [N,K]", "softmax-cross-entropy or square-error"),
  /** Logits of every timestep, [T,N,K]. */
  TIMESTEP_LOGITS("logits of every timestep, [T,N,K]", "temporal-cross-entropy"),
  /** Mean rates of voting neurons, each in 0..1, [N,K]. */
  VOTES("votes of populations, [N,K]", "square-error");

  private final String description;
  private final String losses;

  OutputKind(String description, String losses) {
    this.description = description;
    this.losses = losses;
  }

  /** In words, with the shape. */
  String description() {
    return description;
  }

  /** The losses of a recipe that can train them. */
  String losses() {
    return losses;
  }
}
