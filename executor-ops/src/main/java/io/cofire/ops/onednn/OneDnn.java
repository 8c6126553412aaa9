package io.cofire.ops.onednn;

import io.cofire.ops.host.HostFloats;
import io.cofire.ops.tensor.Convolution;
import io.cofire.ops.tensor.ConvolutionShape;
import io.cofire.ops.tensor.Precision;
import io.cofire.ops.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * One rank's oneDNN. ND4J reaches the same library through operations that turn every image into
 * another layout and back and that allocate on every call; here images stay as they lie, primitives
 * are made once per call site, and all call sites share one piece of scratch memory. Belongs to one
 * thread; each call runs on OpenMP's threads of that thread.
 */
public final class OneDnn implements AutoCloseable {

  private final HostFloats floats;
  private final Precision precision;
  private final engine processor;
  private final stream queue;
  private final Scratch scratch = new Scratch();
  private final Scratch weights = new Scratch();
  private final Scratch factor = new Scratch();
  private final Scratch otherFactor = new Scratch();
  private final List<Site> sites = new ArrayList<>();

  /**
   * oneDNN on the processor.
   *
   * @param precision of the factors of its products
   */
  public OneDnn(HostFloats floats, Precision precision) {
    this.floats = floats;
    this.precision = precision;
    this.processor = new engine(engine.kind.cpu, 0);
    this.queue = new stream(processor);
  }

  /** A convolution for one call site. */
  public Convolution convolution(ConvolutionShape shape) {
    DirectConvolution made = new DirectConvolution(shape, this);
    sites.add(made);
    return made;
  }

  /** The products of a fully connected layer for one call site. */
  public Products products(int rows, int inputWidth, int outputWidth) {
    Products made = new Products(rows, inputWidth, outputWidth, this);
    sites.add(made);
    return made;
  }

  /** Of the factors of its products. */
  Precision precision() {
    return precision;
  }

  /** The type of the factors of its products. */
  memory.data_type factors() {
    return switch (precision) {
      case FLOAT32 -> memory.data_type.f32;
      case BF16 -> memory.data_type.bf16;
      case FP16 -> memory.data_type.f16;
    };
  }

  /** Where a tensor's numbers lie. */
  Pointer pointer(Tensor tensor) {
    return new FloatPointer(floats.of(tensor));
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

  /** A factor of 16 bits, on its way: a forward's input, or a backward's incoming gradient. */
  Scratch factor() {
    return factor;
  }

  /** What that is multiplied with, where it has no other place. */
  Scratch otherFactor() {
    return otherFactor;
  }

  @Override
  public void close() {
    sites.forEach(Site::close);
    sites.clear();
    scratch.close();
    weights.close();
    factor.close();
    otherFactor.close();
    queue.close();
    processor.close();
  }
}
