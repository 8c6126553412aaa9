package io.cofire.ops.rank;

import io.cofire.ops.tensor.Precision;
import io.cofire.ops.tensor.Tensor;
import io.cofire.ops.tensor.UpdateKernels;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scaling of the loss, so that small gradients do not vanish in fp16 (Micikevicius et al. 2018,
 * section 3.2; dynamic as PyTorch's {@code GradScaler}): gradients are multiplied by a factor in
 * the backward and divided by it before anything looks at them. A step whose gradients, summed over
 * all ranks, are not finite is skipped with half the factor; after 2,000 good ones it is doubled.
 */
final class LossScaling {

  private static final Logger LOG = LoggerFactory.getLogger(LossScaling.class);

  private final boolean scales;
  private final UpdateKernels updates;
  private LossScale scale = LossScale.FIRST;

  /** For an engine of this precision; only that of fp16 is scaled. */
  LossScaling(Precision precision, UpdateKernels updates) {
    this.scales = precision == Precision.FP16;
    this.updates = updates;
  }

  /** By what the loss's gradient is multiplied. */
  double factor() {
    return scales ? scale.factor() : 1;
  }

  /** Steps of all before this one that moved nothing. */
  long skipped() {
    return scales ? scale.skipped() : 0;
  }

  /** Where it stands; null where nothing is scaled. */
  LossScale state() {
    return scales ? scale : null;
  }

  /** Goes on from where it stood, or from the start where that is not known. */
  void restore(LossScale found) {
    scale = found == null ? LossScale.FIRST : found;
  }

  /**
   * Divides gradients that are finite; of others half the factor may come out finite.
   *
   * @param squares sum of their squares over all ranks, the same on each
   * @param step names it in the log
   * @return whether the step is to be taken; that of gradients that no factor helps is, to fail
   */
  boolean divide(Tensor gradients, double squares, long step) {
    if (!scales) {
      return true;
    }
    if (Double.isFinite(squares)) {
      updates.scale(gradients, 1 / scale.factor());
      scale = scale.taken();
      return true;
    }
    if (!scale.canShrink()) {
      return true;
    }
    scale = scale.shrunk();
    LOG.info(
        "Step {} is skipped: its gradients are too large for fp16; the loss is scaled by {} from here on",
        step,
        scale.factor());
    return false;
  }
}
