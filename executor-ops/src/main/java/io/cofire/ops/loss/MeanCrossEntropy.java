package io.cofire.ops.loss;

import io.cofire.data.batches.Targets;
import java.nio.FloatBuffer;

/**
 * Softmax cross-entropy of the mean over time of every timestep's logits [T,N,K]: what an
 * evaluation of a network with such outputs reports.
 *
 * @param ofMean the loss of [N,K]
 */
public record MeanCrossEntropy(SoftmaxCrossEntropy ofMean) implements Loss {

  @Override
  public int classes() {
    return ofMean.classes();
  }

  @Override
  public Share loss(FloatBuffer outputs, Targets targets) {
    return ofMean.loss(decisive(outputs, targets.size()), targets);
  }

  /** Each timestep's is the mean's over T. */
  @Override
  public void gradient(FloatBuffer outputs, Targets targets, double scale, FloatBuffer gradient) {
    FloatBuffer slope = decisive(outputs, targets.size());
    int count = outputs.capacity() / slope.capacity();
    ofMean.gradient(slope, targets, scale / count, slope);
    for (int i = 0; i < gradient.capacity(); i++) {
      gradient.put(i, slope.get(i % slope.capacity()));
    }
  }

  @Override
  public FloatBuffer decisive(FloatBuffer outputs, int samples) {
    return new TimeSteps(outputs, samples, classes()).mean();
  }

  @Override
  public int prediction(FloatBuffer outputs, int sample) {
    return ofMean.prediction(outputs, sample);
  }
}
