package io.cofire.ops.zoo;

import io.cofire.ops.network.InputShape;
import io.cofire.ops.network.NetworkConfig;
import io.cofire.ops.plan.Blueprint;

/**
 * A network of a paper.
 *
 * @param name such as {@code sew-resnet18}
 * @param source the paper and the place in it
 * @param network the network
 * @param input the paper's input and timesteps
 * @param classes the paper's number of classes
 */
public record ZooNetwork(
    String name, String source, NetworkConfig network, InputShape input, int classes) {

  /** The network laid out for its paper's input, for so many samples. */
  public Blueprint blueprint(int batch) {
    return Blueprint.of(network, input, classes, batch);
  }

  /** The same with other timesteps. */
  public ZooNetwork over(int timesteps) {
    return new ZooNetwork(name, source, network, input.withTimesteps(timesteps), classes);
  }
}
