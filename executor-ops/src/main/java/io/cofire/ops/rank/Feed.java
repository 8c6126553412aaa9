package io.cofire.ops.rank;

import io.cofire.data.batches.Minibatch;
import io.cofire.ops.layer.Pass;
import io.cofire.ops.layer.Trace;
import io.cofire.ops.network.NetworkInput;
import io.cofire.ops.network.Predictor;
import io.cofire.ops.tensor.HostVector;
import io.cofire.ops.tensor.Memory;
import java.util.Locale;

/** A network with the tensor that its minibatches are copied into. */
final class Feed implements AutoCloseable {

  private final Predictor network;
  private final NetworkInput input;
  private final int samples;
  private final HostVector outputs;

  Feed(Predictor network, Memory memory, int samples) {
    this.network = network;
    this.input = new NetworkInput(memory, network.inputShape());
    this.samples = samples;
    this.outputs = new HostVector(memory, network.outputShape().count());
  }

  /** Room for the network's outputs. */
  HostVector outputs() {
    return outputs;
  }

  /** Copies a minibatch in and computes its logits. */
  Trace forward(Minibatch batch, Pass pass) {
    long expected = network.inputShape().elements();
    if (batch.size() != samples || batch.input().remaining() != expected) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Cannot take the minibatch: %d samples with %d values, expected %d samples with %d, %s",
              batch.size(),
              batch.input().remaining(),
              samples,
              expected,
              network.inputShape()));
    }
    input.upload(batch.input());
    return network.forward(input.tensor(), pass);
  }

  /** Frees the input and the network. */
  @Override
  public void close() {
    input.close();
    network.close();
  }
}
