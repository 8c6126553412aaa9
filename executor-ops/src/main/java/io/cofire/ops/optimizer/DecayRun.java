package io.cofire.ops.optimizer;

import io.cofire.ops.network.FlatVectors;
import io.cofire.ops.network.Layout.Entry;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Neighbours in the flat vector that decay alike, so that they are updated together.
 *
 * @param offset first element
 * @param shape number of elements
 * @param weightDecay their L2 factor
 */
record DecayRun(long offset, Shape shape, float weightDecay) {

  /** Those that are trained. */
  static List<DecayRun> of(FlatVectors parameters, OptimizerConfig config, UpdateRules rules) {
    List<DecayRun> found = new ArrayList<>();
    List<Entry> entries = parameters.layout().entries();
    int start = 0;
    while (start < entries.size()) {
      Entry first = entries.get(start);
      int end = start + 1;
      while (end < entries.size() && isAlike(first, entries.get(end), config, rules)) {
        end++;
      }
      if (rules.trains(first)) {
        found.add(run(entries.subList(start, end), config));
      }
      start = end;
    }
    return found;
  }

  private static boolean isAlike(
      Entry one, Entry other, OptimizerConfig config, UpdateRules rules) {
    return decay(one, config) == decay(other, config) && rules.trains(one) == rules.trains(other);
  }

  private static DecayRun run(List<Entry> entries, OptimizerConfig config) {
    int offset = entries.get(0).offset();
    Entry last = entries.get(entries.size() - 1);
    Shape shape = Shape.of(last.end() - offset);
    return new DecayRun(offset, shape, decay(entries.get(0), config));
  }

  private static float decay(Entry entry, OptimizerConfig config) {
    return entry.decays() || config.decayNorms() ? (float) config.weightDecay() : 0;
  }

  Tensor of(Tensor flat) {
    return flat.slice(offset, shape);
  }
}
