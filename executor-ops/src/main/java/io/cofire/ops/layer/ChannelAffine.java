package io.cofire.ops.layer;

import io.cofire.ops.diagram.Drawing;
import io.cofire.ops.diagram.DrawnNode;
import io.cofire.ops.diagram.Inflow;
import io.cofire.ops.tensor.BufferPool;
import io.cofire.ops.tensor.HostVector;
import io.cofire.ops.tensor.NormKernels;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;

/**
 * y = scale[c] x + shift[c]: what is left of a norm that no convolution precedes, such as that of
 * an identity shortcut (Zheng 2020 Fig. 5b), in a folded network.
 */
final class ChannelAffine implements Single {

  private final BufferPool buffers;
  private final NormKernels norms;
  private final HostVector host;
  private final Parameter scale;
  private final Parameter shift;
  private final Shape shape;
  private final Shape folded;
  private final LayerFacts fact;

  /** For one input shape, [T,N,H,W,C]. */
  ChannelAffine(
      BufferPool buffers,
      NormKernels norms,
      HostVector host,
      Parameter scale,
      Parameter shift,
      LayerFacts norm) {
    this.buffers = buffers;
    this.norms = norms;
    this.host = host;
    this.scale = scale;
    this.shift = shift;
    this.shape = norm.output();
    this.folded = shape.rows();
    this.fact = new LayerFacts(norm.path(), "scale and shift", shape, 0);
  }

  @Override
  public LayerFacts fact() {
    return fact;
  }

  /** A convolution of each channel alone, with one weight. */
  @Override
  public Inflow draw(Drawing drawing, Inflow from) {
    int channels = shape.size(4);
    DrawnNode node =
        new DrawnNode.Convolution(
            drawing.values(scale.value()),
            drawing.values(shift.value()),
            channels,
            channels,
            1,
            1,
            0,
            shape.size(2),
            shape.size(3));
    return drawing.add(fact.path(), node, from, from.shape());
  }

  @Override
  public Trace forward(Activation x, Pass pass) {
    Tensor y = buffers.take(shape);
    norms.affine(
        x.tensor().view(folded),
        host.toArray(scale.value()),
        host.toArray(shift.value()),
        y.view(folded));
    return new Evaluated(buffers, y);
  }
}
