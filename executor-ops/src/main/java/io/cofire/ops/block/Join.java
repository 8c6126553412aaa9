package io.cofire.ops.block;

import io.cofire.ops.layer.Gate;
import io.cofire.ops.layer.Layer;
import io.cofire.ops.layer.Residual;
import io.cofire.ops.layer.Wiring;
import io.cofire.ops.tensor.Shape;
import java.util.Optional;

/** g of a SEW block, from the body's spikes A and the shortcut's X (Fang 2021 Table 1). */
public enum Join {
  /** A + X. */
  ADD,
  /** A X. */
  AND,
  /** (1 - A) X. */
  IAND;

  Layer of(Wiring wiring, Shape input, Layer body, Optional<Layer> shortcut) {
    return switch (this) {
      case ADD -> new Residual(wiring, input, body, shortcut);
      case AND -> new Gate(wiring, input, body, shortcut, Gate.Kind.AND);
      case IAND -> new Gate(wiring, input, body, shortcut, Gate.Kind.IAND);
    };
  }
}
