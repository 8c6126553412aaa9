package io.cofire.ops.plan;

import io.cofire.data.random.Key;
import io.cofire.ops.network.InputShape;
import io.cofire.ops.network.Layout;
import io.cofire.ops.network.Network;
import io.cofire.ops.network.NetworkConfig;
import io.cofire.ops.optimizer.OptimizerConfig;
import java.util.HashMap;
import java.util.Map;

/** A network's last layer: the parameters whose sizes follow from the number of classes. */
public final class HeadStart {

  private static final OptimizerConfig NONE = new OptimizerConfig.Sgd(1, 0, 0, false);

  private HeadStart() {}

  /**
   * What they start from in a training of this seed, by name.
   *
   * @param classes K
   */
  public static Map<String, float[]> of(
      NetworkConfig config, InputShape input, int classes, long seed) {
    Layout here = StateForm.of(config, input, classes, NONE).parameters();
    Map<String, Layout.Entry> wider = new HashMap<>();
    StateForm.of(config, input, classes + 1, NONE)
        .parameters()
        .entries()
        .forEach(entry -> wider.put(entry.name(), entry));
    Map<String, Layout.Entry> head = new HashMap<>();
    for (Layout.Entry entry : here.entries()) {
      if (!entry.shape().equals(wider.get(entry.name()).shape())) {
        head.put(entry.name(), entry);
      }
    }
    Key start = Key.of(seed).child("parameters"); // as a trainer's
    return Network.starts(config, input, classes, new DryKernels(), start, head::containsKey);
  }
}
