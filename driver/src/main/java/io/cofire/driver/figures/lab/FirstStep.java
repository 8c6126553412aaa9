package io.cofire.driver.figures.lab;

import io.cofire.data.batches.Minibatch;
import io.cofire.data.random.Key;
import io.cofire.ops.collective.Alone;
import io.cofire.ops.layer.Chance;
import io.cofire.ops.layer.Pass;
import io.cofire.ops.layer.Pass.Mode;
import io.cofire.ops.layer.Trace;
import io.cofire.ops.loss.Loss;
import io.cofire.ops.loss.LossConfig;
import io.cofire.ops.network.Layout;
import io.cofire.ops.network.Network;
import io.cofire.ops.network.NetworkConfig;
import io.cofire.ops.network.NetworkInput;
import io.cofire.ops.tensor.HostVector;
import io.cofire.ops.tensor.Kernels;
import io.cofire.ops.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a network does and passes back at its start, before any update.
 *
 * @param outputs mean of each block's output O, by its path such as {@code stage1.block3}
 * @param gradients norm of dL/dO of each block, over all samples and timesteps, likewise
 * @param rates share of each neuron layer's possible spikes, by its path
 * @param weights squared norm of the gradient of each parameter, by its name
 * @param loss mean of the samples
 */
public record FirstStep(
    Map<String, Double> outputs,
    Map<String, Double> gradients,
    Map<String, Double> rates,
    Map<String, Double> weights,
    double loss) {

  /**
   * Forward, cross-entropy and backward of one minibatch, with the norms of training.
   *
   * @param samples all of them are the minibatch
   * @param start of the parameters
   */
  public static FirstStep of(Kernels kernels, NetworkConfig config, SampleSet samples, Key start) {
    Minibatch batch = samples.minibatches(samples.size()).get(0);
    try (Network network =
            Network.build(
                config, samples.shape(), samples.classes(), samples.size(), kernels, start);
        NetworkInput input = new NetworkInput(kernels.memory(), network.inputShape())) {
      input.upload(batch.input());
      BlockProbe probe = new BlockProbe(kernels);
      Chance chance = new Chance(start.child("choices"), batch.samples());
      Pass pass = new Pass(Mode.TRAIN, new Alone(), probe, chance);
      double loss = run(kernels, network, input.tensor(), pass, batch);
      return new FirstStep(
          probe.outputs(), probe.gradients(), probe.rates(), squares(kernels, network), loss);
    }
  }

  private static double run(
      Kernels kernels, Network network, Tensor x, Pass pass, Minibatch batch) {
    Loss loss = new LossConfig.CrossEntropy(0).training(network.outputShape().size(-1), List.of());
    HostVector logits = new HostVector(kernels.memory(), network.outputShape().count());
    Trace trace = network.forward(x, pass);
    logits.download(trace.output().tensor());
    double sum = loss.loss(logits.values(), batch.targets()).lossSum();
    loss.gradient(logits.values(), batch.targets(), 1.0 / batch.size(), logits.values());
    Tensor gradient = network.buffers().take(network.outputShape());
    logits.upload(gradient);
    trace.backwardParameters(gradient, network.buffers());
    return sum / batch.size();
  }

  private static Map<String, Double> squares(Kernels kernels, Network network) {
    Map<String, Double> squares = new LinkedHashMap<>();
    Tensor all = network.parameters().gradients();
    for (Layout.Entry entry : network.parameters().layout().entries()) {
      Tensor part = all.slice(entry.offset(), entry.shape());
      squares.put(entry.name(), kernels.updates().sumOfSquares(part));
    }
    return squares;
  }
}
