package io.cofire.driver.figures.lab;

import io.cofire.data.batches.Minibatch;
import io.cofire.data.random.Key;
import io.cofire.ops.collective.Alone;
import io.cofire.ops.layer.Chance;
import io.cofire.ops.layer.Pass;
import io.cofire.ops.layer.Pass.Mode;
import io.cofire.ops.layer.Trace;
import io.cofire.ops.network.Network;
import io.cofire.ops.network.NetworkInput;
import io.cofire.ops.tensor.HostVector;
import io.cofire.ops.tensor.Kernels;
import java.util.Map;

/**
 * What a trained network says when it is scored.
 *
 * @param outputs of each sample, [N,K]
 * @param blocks mean of each block's output O, by its path
 */
public record Responses(float[][] outputs, Map<String, Double> blocks) {

  /** Those of one minibatch of the network's own size. */
  public static Responses of(Kernels kernels, Network network, Minibatch batch) {
    BlockProbe probe = new BlockProbe(kernels);
    Chance chance = new Chance(Key.of(0), batch.samples());
    HostVector logits = new HostVector(kernels.memory(), network.outputShape().count());
    try (NetworkInput input = new NetworkInput(kernels.memory(), network.inputShape())) {
      input.upload(batch.input());
      Trace trace =
          network.forward(input.tensor(), new Pass(Mode.EVALUATE, new Alone(), probe, chance));
      logits.download(trace.output().tensor());
      trace.release();
    }
    int classes = network.outputShape().size(-1);
    float[][] outputs = new float[batch.size()][classes];
    for (int n = 0; n < outputs.length; n++) {
      logits.values().get(n * classes, outputs[n]);
    }
    return new Responses(outputs, probe.outputs());
  }
}
