package io.cofire.ops.layer;

import io.cofire.ops.diagram.Drawing;
import io.cofire.ops.diagram.Inflow;
import io.cofire.ops.tensor.Shape;
import java.util.List;

/** A part of a network, built for one input shape. Activations are [T,N,H,W,C] or [T,N,F]. */
public interface Layer {

  /** Shape of the output for the input shape that this layer was built for. */
  Shape outputShape();

  /** This layer and those inside it, in the order of the forward. */
  List<LayerFacts> facts();

  /**
   * Computes the output.
   *
   * @param x input; a layer whose backward reads it again keeps it now
   * @return the output and what backward needs
   */
  Trace forward(Activation x, Pass pass);

  /**
   * This layer for evaluation alone, with its norms folded into what they follow. Layers that have
   * nothing to fold are used as they are.
   *
   * @param folding takes the parameters that change
   */
  default Layer folded(Folding folding) {
    return this;
  }

  /**
   * This layer, of a folded network, in a graph of what other libraries know.
   *
   * @param from what it hears
   * @return what hears it, hears
   * @throws io.cofire.data.errors.Misfit if the graph has no node for it
   */
  default Inflow draw(Drawing drawing, Inflow from) {
    LayerFacts own = facts().get(facts().size() - 1);
    throw Drawing.unknown(own.path(), own.operation());
  }
}
