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
 * The basic membrane-shortcut block (Hu 2021 Fig. 2a), nothing after the addition:
 *
 * <pre>
 *   y = BNz(conv3x3(LIF(BNa(conv3x3(stride)(LIF(x)))))) + (x or BNa(conv1x1(stride)(x)))
 * </pre>
 *
 * <p>BNa's gamma starts from V_th and BNz's from 0, so that every block starts as its shortcut.
 */
public final class MsBlock {

  private MsBlock() {}

  /** Builds the block. */
  public static Layer basic(Wiring wiring, BlockPlan plan) {
    Scaling active = Scaling.startingFrom(plan.neuron().threshold());
    Scaling zero = Scaling.startingFrom(0);
    Conv2d conv1 = new Conv2d(wiring.at("conv1"), plan.input(), plan.channels(), 3, plan.stride());
    Shape inner = conv1.outputShape();
    Layer body =
        Sequence.of(
            new Spiking(wiring.at("neuron1"), plan.input(), plan.neuron()),
            conv1,
            new TdBn(wiring.at("norm1"), inner, active),
            new Spiking(wiring.at("neuron2"), inner, plan.neuron()),
            new Conv2d(wiring.at("conv2"), inner, plan.channels(), 3, 1),
            new TdBn(wiring.at("norm2"), inner, zero));
    Optional<Layer> shortcut =
        plan.projects()
            ? Optional.of(Shortcut.projection(wiring.at("shortcut"), plan, active))
            : Optional.empty();
    return new Residual(wiring, plan.input(), body, shortcut);
  }
}
