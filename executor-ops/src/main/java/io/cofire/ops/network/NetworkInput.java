package io.cofire.ops.network;

import io.cofire.ops.tensor.HostVector;
import io.cofire.ops.tensor.Memory;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.Locale;

/**
 * The tensor that a network's minibatches are copied into. Minibatches have the field's order,
 * [T,N,C,H,W]; activations have their channels last, so images are turned on their way in.
 */
public final class NetworkInput implements AutoCloseable {

  private final Memory memory;
  private final Tensor tensor;
  private final Shape image;
  private final float[] channelsFirst;
  private final float[] channelsLast;
  private final HostVector staging;

  /**
   * Allocates it.
   *
   * @param shape [T,N,H,W,C], or [1,N,H,W,C] for still images
   */
  public NetworkInput(Memory memory, Shape shape) {
    this.memory = memory;
    this.tensor = memory.allocate(shape);
    this.image = Shape.of(shape.size(2), shape.size(3), shape.size(4));
    int elements = image.count();
    this.channelsFirst = new float[elements];
    this.channelsLast = new float[elements];
    this.staging = new HostVector(memory, elements);
  }

  /** The tensor, [T,N,H,W,C]. */
  public Tensor tensor() {
    return tensor;
  }

  /**
   * Copies a minibatch.
   *
   * @param minibatch [T,N,C,H,W] from its position on, which is left alone
   * @throws IllegalArgumentException if it has another number of elements than the tensor
   */
  public void upload(FloatBuffer minibatch) {
    if (minibatch.remaining() != tensor.shape().elements()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Cannot take a minibatch of %d values: a network for %s expects %d",
              minibatch.remaining(),
              tensor.shape(),
              tensor.shape().elements()));
    }
    int size = channelsFirst.length;
    for (int from = 0; from < minibatch.remaining(); from += size) {
      minibatch.get(minibatch.position() + from, channelsFirst);
      turn();
      staging.fromArray(channelsLast, tensor.slice(from, image));
    }
  }

  private void turn() {
    int channels = image.size(2);
    int pixels = channelsFirst.length / channels;
    for (int c = 0; c < channels; c++) {
      for (int p = 0; p < pixels; p++) {
        channelsLast[p * channels + c] = channelsFirst[c * pixels + p];
      }
    }
  }

  @Override
  public void close() {
    memory.free(tensor);
  }
}
