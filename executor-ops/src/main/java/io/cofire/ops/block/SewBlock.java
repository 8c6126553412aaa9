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
 * The basic spike-element-wise block with ADD (Fang 2021 Eq. 10, Fig. 1c and 2b):
 *
 * <pre>
 *   A = SN(BN(conv3x3(SN(BN(conv3x3(stride)(x))))))
 *   y = A + x, or A + SN(BN(conv1x1(stride)(x))) where the shape changes
 * </pre>
 */
public final class SewBlock {

  private SewBlock() {}

  /** Builds the block. */
  public static Layer basic(Wiring wiring, BlockPlan plan) {
    Conv2d conv1 = new Conv2d(wiring.at("conv1"), plan.input(), plan.channels(), 3, plan.stride());
    Shape inner = conv1.outputShape();
    Layer body =
        Sequence.of(
            conv1,
            new TdBn(wiring.at("norm1"), inner, Scaling.PLAIN),
            new Spiking(wiring.at("neuron1"), inner, plan.neuron()),
            new Conv2d(wiring.at("conv2"), inner, plan.channels(), 3, 1),
            new TdBn(wiring.at("norm2"), inner, Scaling.PLAIN),
            new Spiking(wiring.at("neuron2"), inner, plan.neuron()));
    return new Residual(wiring, plan.input(), body, shortcut(wiring.at("shortcut"), plan, inner));
  }

  private static Optional<Layer> shortcut(Wiring wiring, BlockPlan plan, Shape inner) {
    if (!plan.projects()) {
      return Optional.empty();
    }
    return Optional.of(
        Sequence.of(
            Shortcut.projection(wiring, plan, Scaling.PLAIN),
            new Spiking(wiring.at("neuron"), inner, plan.neuron())));
  }
}
