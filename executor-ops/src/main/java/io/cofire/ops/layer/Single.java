package io.cofire.ops.layer;

import io.cofire.ops.tensor.Shape;
import java.util.List;

/** A layer with no other inside it: one line of a network's table. */
interface Single extends Layer {

  /** That line. */
  LayerFacts fact();

  @Override
  default Shape outputShape() {
    return fact().output();
  }

  @Override
  default List<LayerFacts> facts() {
    return List.of(fact());
  }
}
