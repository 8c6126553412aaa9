package io.cofire.ops.block;

import io.cofire.ops.layer.Conv2d;
import io.cofire.ops.layer.Layer;
import io.cofire.ops.layer.Residual;
import io.cofire.ops.layer.Sequence;
import io.cofire.ops.layer.Spiking;
import io.cofire.ops.layer.TdBn;
import io.cofire.ops.layer.TdBn.Scaling;
import io.cofire.ops.layer.Wiring;
import io.cofire.ops.tensor.Shape;
import java.util.Optional;

/**
 * The basic block of Zheng 2020 Fig. 5b:
 *
 * <pre>
 *   F = conv3x3(stride), tdBN(1), LIF, conv3x3, tdBN(1/sqrt 2)
 *   y = LIF(F(x) + tdBN(1/sqrt 2)(x or conv1x1(stride)(x)))
 * </pre>
 *
 * <p>so that the sum's variance is V_th^2. The figure has the norm in every shortcut; public code
 * has it on projections only.
 */
public final class TdBnBlock {

  private static final double HALF_VARIANCE = 1 / Math.sqrt(2);

  private TdBnBlock() {}

  /** Builds the block. */
  public static Layer basic(Wiring wiring, BlockPlan plan, ShortcutNorm shortcutNorm) {
    double threshold = plan.neuron().threshold();
    Scaling whole = Scaling.threshold(1, threshold);
    Scaling half = Scaling.threshold(HALF_VARIANCE, threshold);
    Conv2d conv1 = new Conv2d(wiring.at("conv1"), plan.input(), plan.channels(), 3, plan.stride());
    Shape inner = conv1.outputShape();
    Layer body =
        Sequence.of(
            conv1,
            new TdBn(wiring.at("norm1"), inner, whole),
            new Spiking(wiring.at("neuron1"), inner, plan.neuron()),
            new Conv2d(wiring.at("conv2"), inner, plan.channels(), 3, 1),
            new TdBn(wiring.at("norm2"), inner, half));
    Optional<Layer> shortcut = shortcut(wiring.at("shortcut"), plan, shortcutNorm, half);
    return Sequence.of(
        new Residual(wiring, plan.input(), body, shortcut),
        new Spiking(wiring.at("neuron2"), inner, plan.neuron()));
  }

  private static Optional<Layer> shortcut(
      Wiring wiring, BlockPlan plan, ShortcutNorm shortcutNorm, Scaling half) {
    if (plan.projects()) {
      return Optional.of(Shortcut.projection(wiring, plan, half));
    }
    return shortcutNorm == ShortcutNorm.EVERY
        ? Optional.of(new TdBn(wiring.at("norm"), plan.input(), half))
        : Optional.empty();
  }
}
