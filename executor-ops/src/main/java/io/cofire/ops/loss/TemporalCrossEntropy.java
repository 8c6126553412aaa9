package io.cofire.ops.loss;

import io.cofire.data.batches.Targets;
import io.cofire.data.errors.InvalidValue;
import java.nio.FloatBuffer;

/**
 * Temporal efficient training (Deng 2022, its Eq. for L_TOTAL): every timestep's logits [T,N,K]
 * answer for themselves, and are held near a constant:
 *
 * <pre>
 *   L = 1/T sum_t [ (1 - lambda) CE(o[t], y) + lambda mean_k (o_k[t] - phi)^2 ]
 * </pre>
 *
 * @param classes K
 * @param labelSmoothing e of the cross-entropy
 * @param lambda share of the second term, in [0, 1)
 * @param phi what its logits are held near
 * @param weights of the cross-entropy; a sample's second term counts by its weight
 */
public record TemporalCrossEntropy(
    int classes, double labelSmoothing, double lambda, double phi, ClassWeights weights)
    implements Loss {

  /** Checks the values. */
  public TemporalCrossEntropy {
    SoftmaxCrossEntropy.requireSmoothing(labelSmoothing);
    requireLambda(lambda);
    requirePhi(phi);
  }

  /** Of classes that count alike. */
  public TemporalCrossEntropy(int classes, double labelSmoothing, double lambda, double phi) {
    this(classes, labelSmoothing, lambda, phi, ClassWeights.NONE);
  }

  static void requireLambda(double lambda) {
    if (!(lambda >= 0 && lambda < 1)) {
      throw new InvalidValue("loss.lambda", lambda, "must be in [0, 1)");
    }
  }

  static void requirePhi(double phi) {
    if (!Double.isFinite(phi)) {
      throw new InvalidValue("loss.phi", phi, "must be finite");
    }
  }

  private SoftmaxCrossEntropy crossEntropy() {
    return new SoftmaxCrossEntropy(classes, labelSmoothing, weights);
  }

  @Override
  public Share loss(FloatBuffer outputs, Targets targets) {
    TimeSteps steps = new TimeSteps(outputs, targets.size(), classes);
    double sum = 0;
    for (int t = 0; t < steps.count(); t++) {
      FloatBuffer logits = steps.at(t);
      sum += (1 - lambda) * crossEntropy().loss(logits, targets).lossSum();
      sum += lambda * distance(logits, targets);
    }
    Share share = crossEntropy().loss(steps.mean(), targets);
    return new Share(sum / steps.count(), share.correct(), share.count(), share.weight());
  }

  private double distance(FloatBuffer logits, Targets targets) {
    double sum = 0;
    for (int i = 0; i < logits.capacity(); i++) {
      double error = logits.get(i) - phi;
      boolean padding = targets.labels()[i / classes] == Targets.PADDING;
      sum += padding ? 0 : weights.of(targets, i / classes) * error * error;
    }
    return sum / classes;
  }

  @Override
  public void gradient(FloatBuffer outputs, Targets targets, double scale, FloatBuffer gradient) {
    TimeSteps steps = new TimeSteps(outputs, targets.size(), classes);
    TimeSteps slopes = new TimeSteps(gradient, targets.size(), classes);
    int count = steps.count();
    for (int t = 0; t < count; t++) {
      double[] pulls = pulls(steps.at(t), targets, scale * lambda * 2 / classes / count);
      FloatBuffer slope = slopes.at(t);
      crossEntropy().gradient(steps.at(t), targets, scale * (1 - lambda) / count, slope);
      for (int i = 0; i < pulls.length; i++) {
        slope.put(i, (float) (slope.get(i) + pulls[i]));
      }
    }
  }

  /** Taken first, because the gradient may overwrite the logits. */
  private double[] pulls(FloatBuffer logits, Targets targets, double factor) {
    double[] pulls = new double[logits.capacity()];
    for (int i = 0; i < pulls.length; i++) {
      boolean padding = targets.labels()[i / classes] == Targets.PADDING;
      pulls[i] = padding ? 0 : weights.of(targets, i / classes) * factor * (logits.get(i) - phi);
    }
    return pulls;
  }

  @Override
  public FloatBuffer decisive(FloatBuffer outputs, int samples) {
    return new TimeSteps(outputs, samples, classes).mean();
  }

  @Override
  public int prediction(FloatBuffer outputs, int sample) {
    return Classes.largest(outputs, sample * classes, classes);
  }
}
