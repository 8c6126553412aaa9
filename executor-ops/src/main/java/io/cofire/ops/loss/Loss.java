package io.cofire.ops.loss;

import io.cofire.data.batches.Targets;
import java.nio.FloatBuffer;

/**
 * What a network's outputs cost against their targets: [N,K], or [T,N,K] for a loss over timesteps.
 * Padding costs and pulls nothing.
 */
public sealed interface Loss
    permits SoftmaxCrossEntropy, MeanSquareError, TemporalCrossEntropy, MeanCrossEntropy {

  /**
   * What a batch costs.
   *
   * @param lossSum sum of the loss over the samples that count
   * @param correct samples whose prediction is their label; of a mixture, the larger share's
   * @param count samples that count
   * @param weight sum of their weights; the count where all classes count alike
   */
  record Share(double lossSum, int correct, int count, double weight) {

    /** Of classes that count alike. */
    public Share(double lossSum, int correct, int count) {
      this(lossSum, correct, count, count);
    }
  }

  /** Number of classes, K. */
  int classes();

  /** Loss of a batch. */
  Share loss(FloatBuffer outputs, Targets targets);

  /**
   * Gradient of scale times the sum of the loss.
   *
   * @param scale 1 / samples of the batch over all ranks gives the gradient of the mean; where
   *     classes have weights, 1 / sum of the samples' weights
   * @param gradient receives as many as the outputs; may be the outputs themselves
   */
  void gradient(FloatBuffer outputs, Targets targets, double scale, FloatBuffer gradient);

  /** The outputs [N,K] that predictions are made from: the mean over time where there is one. */
  default FloatBuffer decisive(FloatBuffer outputs, int samples) {
    return outputs;
  }

  /**
   * Class of the largest output of a sample, the first of equals. A NaN is below every number, so
   * that class 0 is predicted where all are NaN.
   *
   * @param outputs [N,K], as {@link #decisive} gives them
   */
  int prediction(FloatBuffer outputs, int sample);

  /**
   * How many classes come before one in the order that {@link #prediction} takes the first of: 0
   * for the prediction, below 5 for the classes that top-5 accuracy counts.
   *
   * @param outputs [N,K], as {@link #decisive} gives them
   */
  default int before(FloatBuffer outputs, int sample, int label) {
    return Classes.before(outputs, sample * classes(), classes(), label);
  }

  /**
   * The classes that come first in the order of {@link #before}, the prediction at the head.
   *
   * @param outputs [N,K], as {@link #decisive} gives them
   * @param most how many at most
   */
  default int[] likeliest(FloatBuffer outputs, int sample, int most) {
    return Classes.first(outputs, sample * classes(), classes(), most);
  }

  /**
   * What a sample's outputs say of each class, in 0..1 and 1 in sum: their softmax.
   *
   * @param outputs [N,K], as {@link #decisive} gives them
   * @return NaN for every class where an output is NaN
   */
  default float[] probabilities(FloatBuffer outputs, int sample) {
    return Classes.softmax(outputs, sample * classes(), classes());
  }
}
