package io.cofire.ops.onednn;

import io.cofire.ops.host.HostFloats;
import io.cofire.ops.tensor.Convolution;
import io.cofire.ops.tensor.ConvolutionShape;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.stream;

/**
 * One rank's oneDNN. ND4J reaches the same library through operations that turn every image into
 * another layout and back and that allocate on every call; here images stay as they lie, primitives
 * are made once per call site, and all call sites share one piece of scratch memory. Belongs to one
 * thread; each call runs on OpenMP's threads of that thread.
 */
public final class OneDnn implements AutoCloseable {

  private final HostFloats floats;
  private final engine processor;
  private final stream queue;
  private final Scratch scratch = new Scratch();
  private final Scratch weights = new Scratch();
  private final List<DirectConvolution> convolutions = new ArrayList<>();

  /** oneDNN on the processor. */
  public OneDnn(HostFloats floats) {
    this.floats = floats;
    this.processor = new engine(engine.kind.cpu, 0);
    this.queue = new stream(processor);
  }

  /** A convolution for one call site. */
  public Convolution convolution(ConvolutionShape shape) {
    DirectConvolution made = new DirectConvolution(shape, this);
    convolutions.add(made);
    return made;
  }

  HostFloats floats() {
    return floats;
  }

  engine processor() {
    return processor;
  }

  stream queue() {
    return queue;
  }

  /** What a primitive needs while it runs. */
  Scratch scratch() {
    return scratch;
  }

  /** Weights in the order that a primitive prefers, on their way. */
  Scratch weights() {
    return weights;
  }

  @Override
  public void close() {
    convolutions.forEach(DirectConvolution::close);
    convolutions.clear();
    scratch.close();
    weights.close();
    queue.close();
    processor.close();
  }
}
