package io.cofire.driver.averaging;

import io.cofire.data.batches.Targets;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Targets as Deeplearning4j's labels: a row a sample with each class's share of it, [N,K]. A share
 * and what is left of 1 are exact in 32 bits, so nothing is lost; of two equal shares the first
 * class counts as the label.
 */
final class ShareRows {

  private ShareRows() {}

  static INDArray of(Targets targets, int classes) {
    float[] rows = new float[targets.size() * classes];
    for (int n = 0; n < targets.size(); n++) {
      for (int k = 0; k < classes; k++) {
        rows[n * classes + k] = (float) targets.share(n, k);
      }
    }
    INDArray labels = Nd4j.createUninitialized(DataType.FLOAT, targets.size(), classes);
    ArrayCopies.write(rows, labels);
    return labels;
  }

  static Targets targets(INDArray labels) {
    float[] rows = ArrayCopies.read(labels);
    int samples = Math.toIntExact(labels.size(0));
    int classes = rows.length / samples;
    int[] largest = new int[samples];
    int[] others = new int[samples];
    float[] shares = new float[samples];
    for (int n = 0; n < samples; n++) {
      largest[n] = largest(rows, n * classes, classes, -1);
      shares[n] = rows[n * classes + largest[n]];
      int second = classes > 1 ? largest(rows, n * classes, classes, largest[n]) : largest[n];
      others[n] = rows[n * classes + second] > 0 ? second : largest[n];
    }
    return new Targets(largest, others, shares);
  }

  private static int largest(float[] rows, int from, int classes, int except) {
    int best = except == 0 ? 1 : 0;
    for (int k = best + 1; k < classes; k++) {
      best = k != except && rows[from + k] > rows[from + best] ? k : best;
    }
    return best;
  }
}
