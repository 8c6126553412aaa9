package io.cofire.ops.layer;

import io.cofire.ops.tensor.NormKernels;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;
import java.util.List;

/**
 * y = scale[c] x + shift[c]: what is left of a norm that no convolution precedes, such as that of
 * an identity shortcut (Zheng 2020 Fig. 5b), in a folded network.
 */
final class ChannelAffine implements Layer {

  private final BufferPool buffers;
  private final NormKernels norms;
  private final HostChannels host;
  private final Parameter scale;
  private final Parameter shift;
  private final Shape shape;
  private final Shape folded;
  private final LayerFacts facts;

  /** For one input shape, [T,N,H,W,C]. */
  ChannelAffine(
      BufferPool buffers,
      NormKernels norms,
      HostChannels host,
      Parameter scale,
      Parameter shift,
      LayerFacts norm) {
    this.buffers = buffers;
    this.norms = norms;
    this.host = host;
    this.scale = scale;
    this.shift = shift;
    this.shape = norm.output();
    int channels = shape.size(-1);
    this.folded = Shape.of(Math.toIntExact(shape.elements() / channels), channels);
    this.facts = new LayerFacts(norm.path(), "scale and shift", shape, 0);
  }

  @Override
  public Shape outputShape() {
    return shape;
  }

  @Override
  public List<LayerFacts> facts() {
    return List.of(facts);
  }

  @Override
  public Trace forward(Activation x, Pass pass) {
    Tensor y = buffers.take(shape);
    norms.affine(
        x.tensor().view(folded),
        host.read(scale.value()),
        host.read(shift.value()),
        y.view(folded));
    return new Evaluated(buffers, y);
  }
}
