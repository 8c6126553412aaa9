package io.cofire.ops.block;

import io.cofire.ops.layer.BatchNorm.Scaling;
import io.cofire.ops.layer.Wiring;

/** The convolutions of a block's body (He et al. 2016 Fig. 5), with a norm behind each. */
public enum ResidualPath {
  /** conv3x3(stride), conv3x3. */
  BASIC {
    @Override
    Chain chain(Wiring wiring, BlockPlan plan, Scaling inner, Scaling last) {
      return new Chain(wiring, plan)
          .conv(plan.channels(), 3, plan.stride())
          .norm(inner)
          .neurons()
          .conv(plan.channels(), 3, 1)
          .norm(last);
    }
  },
  /** conv1x1, conv3x3(stride), conv1x1 to four times the width. */
  BOTTLENECK {
    @Override
    Chain chain(Wiring wiring, BlockPlan plan, Scaling inner, Scaling last) {
      int width = plan.channels() / EXPANSION;
      return new Chain(wiring, plan)
          .conv(width, 1, 1)
          .norm(inner)
          .neurons()
          .conv(width, 3, plan.stride())
          .norm(inner)
          .neurons()
          .conv(plan.channels(), 1, 1)
          .norm(last);
    }
  };

  private static final int EXPANSION = 4;

  /** Channels of the output for each of the width. */
  int expansion() {
    return this == BASIC ? 1 : EXPANSION;
  }

  /** The body up to its last norm. */
  abstract Chain chain(Wiring wiring, BlockPlan plan, Scaling inner, Scaling last);
}
