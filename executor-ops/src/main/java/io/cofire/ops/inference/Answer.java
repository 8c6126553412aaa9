package io.cofire.ops.inference;

import io.cofire.ops.loss.Loss;
import java.io.Serializable;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * What a network says of one sample.
 *
 * @param likely the likeliest classes, five at most, the predicted one first; of equal outputs the
 *     first classes count, and a NaN is below every number
 */
public record Answer(List<Likely> likely) implements Serializable {

  /** How many classes are named at most. */
  public static final int MOST = 5;

  private static final long serialVersionUID = 1L;

  /**
   * A class and how sure the network is of it.
   *
   * @param label index of the class
   * @param probability in 0..1; NaN if an output of the sample is
   */
  public record Likely(int label, float probability) implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if it is empty
   */
  public Answer {
    likely = List.copyOf(likely);
    if (likely.isEmpty()) {
      throw new IllegalArgumentException("Invalid answer: it names no class");
    }
  }

  /**
   * Of one sample of a minibatch.
   *
   * @param loss knows what the outputs mean
   * @param decisive outputs [N,K], as {@link Loss#decisive} gives them
   */
  public static Answer of(Loss loss, FloatBuffer decisive, int sample) {
    float[] probabilities = loss.probabilities(decisive, sample);
    return new Answer(
        Arrays.stream(loss.likeliest(decisive, sample, MOST))
            .mapToObj(label -> new Likely(label, probabilities[label]))
            .toList());
  }

  /** Index of the predicted class. */
  public int prediction() {
    return likely.get(0).label();
  }

  /** Of the predicted class. */
  public float probability() {
    return likely.get(0).probability();
  }
}
