package io.cofire.ops.plan;

import io.cofire.data.random.Key;
import io.cofire.ops.collective.Alone;
import io.cofire.ops.collective.Meanwhile;
import io.cofire.ops.layer.Chance;
import io.cofire.ops.layer.Pass;
import io.cofire.ops.layer.Pass.Mode;
import io.cofire.ops.layer.Probe;
import io.cofire.ops.layer.Recompute;
import io.cofire.ops.layer.Trace;
import io.cofire.ops.network.InputShape;
import io.cofire.ops.network.Network;
import io.cofire.ops.network.NetworkConfig;
import io.cofire.ops.network.NetworkInput;
import io.cofire.ops.optimizer.OptimizerConfig;
import java.util.Locale;

/**
 * The memory of one rank's training step, by running one step on an engine that only counts: every
 * buffer is taken and given back exactly as in training, so the plan cannot drift from the code.
 * What an engine needs for itself comes on top: the scratch of its convolutions.
 *
 * @param parameterBytes parameters and their gradients
 * @param optimizerBytes the optimizer's state
 * @param inputBytes the minibatch on the engine
 * @param keptBytes activations kept from forward to backward
 * @param peakBytes all activations at their peak, kept ones included
 */
public record MemoryPlan(
    long parameterBytes, long optimizerBytes, long inputBytes, long keptBytes, long peakBytes) {

  /**
   * Plans a training.
   *
   * @param classes K
   * @param batch N of one rank
   * @param meanwhile what a rank puts off until it waits for others, and keeps so long; {@link
   *     Meanwhile#NEVER} where ranks are threads of one process
   */
  public static MemoryPlan of(
      NetworkConfig config,
      InputShape input,
      int classes,
      int batch,
      OptimizerConfig optimizer,
      Recompute recompute,
      Meanwhile meanwhile) {
    DryKernels dry = new DryKernels();
    Network network = Network.unstarted(config, input, classes, batch, dry, recompute);
    long parameters = dry.bytes();
    optimizer.start(network.parameters(), dry);
    long state = dry.bytes() - parameters;
    NetworkInput minibatch = new NetworkInput(dry.memory(), network.inputShape());
    long images = dry.bytes() - parameters - state;
    long before = dry.bytes();
    Trace trace = network.forward(minibatch.tensor(), pass(batch, meanwhile));
    long kept = network.buffers().heldBytes();
    trace.backwardParameters(network.buffers().take(network.outputShape()), network.buffers());
    meanwhile.run();
    return new MemoryPlan(parameters, state, images, kept, dry.bytes() - before);
  }

  /** With a moving average of the weights, and room for them while it is scored. */
  public MemoryPlan withAverage() {
    long both = parameterBytes; // as much as parameters and gradients
    return new MemoryPlan(parameterBytes, optimizerBytes + both, inputBytes, keptBytes, peakBytes);
  }

  private static Pass pass(int batch, Meanwhile meanwhile) {
    Chance any = new Chance(Key.of(0), new int[batch]);
    return new Pass(Mode.TRAIN, new Alone(), Probe.NONE, any, meanwhile);
  }

  /** Everything together. */
  public long totalBytes() {
    return parameterBytes + optimizerBytes + inputBytes + peakBytes;
  }

  /** For people, in megabytes of 10^6 bytes. */
  public String describe() {
    return String.format(
        Locale.ROOT,
        "%.1f MB: parameters and gradients %.1f, optimizer %.1f, minibatch %.1f, activations %.1f (kept for the backward %.1f)",
        megabytes(totalBytes()),
        megabytes(parameterBytes),
        megabytes(optimizerBytes),
        megabytes(inputBytes),
        megabytes(peakBytes),
        megabytes(keptBytes));
  }

  private static double megabytes(long bytes) {
    return bytes / 1e6;
  }
}
