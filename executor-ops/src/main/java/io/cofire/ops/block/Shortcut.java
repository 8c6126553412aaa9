package io.cofire.ops.block;

import io.cofire.ops.layer.Conv2d;
import io.cofire.ops.layer.Layer;
import io.cofire.ops.layer.Sequence;
import io.cofire.ops.layer.TdBn;
import io.cofire.ops.layer.TdBn.Scaling;
import io.cofire.ops.layer.Wiring;

/** The shortcut of a block that changes the shape: conv1x1(stride) and a norm. */
final class Shortcut {

  private Shortcut() {}

  static Layer projection(Wiring wiring, BlockPlan plan, Scaling scaling) {
    Conv2d conv = new Conv2d(wiring.at("conv"), plan.input(), plan.channels(), 1, plan.stride());
    return Sequence.of(conv, new TdBn(wiring.at("norm"), conv.outputShape(), scaling));
  }
}
