package io.cofire.driver.averaging;

import io.cofire.ops.network.Layout;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * Weight decay as PyTorch and {@code sync: step} define it, on those parts of the flat vector that
 * it may touch: g = g + decay*p before the optimizer, or, as AdamW has it, rate*decay*p more taken
 * from p behind it.
 */
final class FlatDecay implements Regularization {

  private static final long serialVersionUID = 1L;

  private final ApplyStep step;
  private final double decay;
  private final long[] ranges;

  /**
   * A decay.
   *
   * @param step before the optimizer or behind it
   * @param decay its factor
   * @param ranges first element and end of each part, one pair behind the other
   */
  FlatDecay(ApplyStep step, double decay, long[] ranges) {
    this.step = step;
    this.decay = decay;
    this.ranges = ranges.clone();
  }

  /** The ranges that decay; neighbours are one. */
  static long[] ranges(Layout layout, boolean decayNorms) {
    List<Long> found = new ArrayList<>();
    for (Layout.Entry entry : layout.entries()) {
      if (entry.decays() || decayNorms) {
        int last = found.size() - 1;
        if (last >= 0 && found.get(last) == entry.offset()) {
          found.remove(last);
        } else {
          found.add((long) entry.offset());
        }
        found.add((long) entry.end());
      }
    }
    return found.stream().mapToLong(Long::longValue).toArray();
  }

  @Override
  public ApplyStep applyStep() {
    return step;
  }

  @Override
  public void apply(INDArray flat, INDArray gradient, double rate, int iteration, int epoch) {
    double factor = step == ApplyStep.BEFORE_UPDATER ? decay : rate * decay;
    for (int i = 0; i < ranges.length; i += 2) {
      part(gradient, i).addi(part(flat, i).mul(factor));
    }
  }

  @Override
  public double score(INDArray flat, int iteration, int epoch) {
    double sum = 0;
    for (int i = 0; i < ranges.length; i += 2) {
      double norm = part(flat, i).norm2Number().doubleValue();
      sum += norm * norm;
    }
    return decay * sum / 2;
  }

  private INDArray part(INDArray flat, int range) {
    return flat.get(NDArrayIndex.interval(ranges[range], ranges[range + 1]));
  }

  @Override
  public Regularization clone() {
    return new FlatDecay(step, decay, ranges);
  }
}
