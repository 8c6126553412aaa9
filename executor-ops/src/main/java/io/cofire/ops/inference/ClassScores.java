package io.cofire.ops.inference;

import io.cofire.ops.loss.Loss;
import java.nio.FloatBuffer;

/**
 * All that a network says of one sample, a number for each class; {@link Answer} is the likeliest
 * few of the same numbers.
 *
 * @param outputs what the prediction is made from
 * @param probabilities in 0..1 and 1 in sum; NaN if an output is
 * @param prediction index of the predicted class
 */
public record ClassScores(float[] outputs, float[] probabilities, int prediction) {

  /**
   * Of one sample of a minibatch.
   *
   * @param loss knows what the outputs mean
   * @param decisive outputs [N,K], as {@link Loss#decisive} gives them
   */
  public static ClassScores of(Loss loss, FloatBuffer decisive, int sample) {
    float[] probabilities = loss.probabilities(decisive, sample);
    float[] outputs = new float[probabilities.length];
    decisive.get(sample * outputs.length, outputs);
    return new ClassScores(outputs, probabilities, loss.prediction(decisive, sample));
  }
}
