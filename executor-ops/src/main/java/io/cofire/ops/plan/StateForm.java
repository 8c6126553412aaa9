package io.cofire.ops.plan;

import io.cofire.ops.layer.Recompute;
import io.cofire.ops.network.InputShape;
import io.cofire.ops.network.Layout;
import io.cofire.ops.network.Network;
import io.cofire.ops.network.NetworkConfig;
import io.cofire.ops.optimizer.OptimizerConfig;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a training's state consists of, known before anything is computed.
 *
 * @param parameters names and places of the parameters
 * @param statistics names and places of the running statistics
 * @param optimizer names of the optimizer's vectors, each as long as the parameters
 */
public record StateForm(Layout parameters, Layout statistics, Set<String> optimizer) {

  /** Copies the set. */
  public StateForm {
    optimizer = Set.copyOf(optimizer);
  }

  /**
   * Lays out a training's state.
   *
   * @param classes K
   */
  public static StateForm of(
      NetworkConfig config, InputShape input, int classes, OptimizerConfig optimizer) {
    DryKernels dry = new DryKernels();
    Network network = Network.unstarted(config, input, classes, 1, dry, Recompute.NONE);
    return new StateForm(
        network.parameters().layout(),
        network.statistics().layout(),
        new TreeSet<>(optimizer.start(network.parameters(), dry).vectors().keySet()));
  }
}
