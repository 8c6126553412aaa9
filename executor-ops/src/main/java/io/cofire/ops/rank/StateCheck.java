package io.cofire.ops.rank;

import io.cofire.ops.network.Layout;
import io.cofire.ops.network.Layout.Entry;
import io.cofire.ops.network.Network;
import io.cofire.ops.optimizer.Optimizer;
import java.util.List;
import java.util.Locale;

/** Whether a saved state belongs to the network and the optimizer that shall take it. */
final class StateCheck {

  private StateCheck() {}

  static void require(TrainingState state, Network network, Optimizer optimizer) {
    requireSame("parameters", network.parameters().layout(), state.parameterLayout());
    requireLength("parameters", state.parameterLayout(), state.parameters());
    requireSame("statistics", network.statistics().layout(), state.statisticsLayout());
    requireLength("statistics", state.statisticsLayout(), state.statistics());
    if (!state.optimizer().keySet().equals(optimizer.vectors().keySet())) {
      throw new IllegalArgumentException(
          String.format(
                  Locale.ROOT,
                  "Cannot restore the training: the state has optimizer vectors %s, expected %s; use the",
                  state.optimizer().keySet(),
                  optimizer.vectors().keySet())
              + " optimizer that it was saved with");
    }
    if (state.live() != null) {
      requireLength("live parameters", state.parameterLayout(), state.live().parameters());
      requireLength("live statistics", state.statisticsLayout(), state.live().statistics());
    }
    state
        .optimizer()
        .forEach((name, values) -> requireLength(name, state.parameterLayout(), values));
  }

  private static void requireSame(String what, Layout expected, Layout found) {
    List<Entry> mine = expected.entries();
    List<Entry> theirs = found.entries();
    for (int i = 0; i < Math.max(mine.size(), theirs.size()); i++) {
      Object here = i < mine.size() ? mine.get(i) : "nothing";
      Object there = i < theirs.size() ? theirs.get(i) : "nothing";
      if (!here.equals(there)) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "Cannot restore the training: part %d of the %s is %s, expected %s; use the network that it was saved with",
                i,
                what,
                there,
                here));
      }
    }
  }

  private static void requireLength(String what, Layout layout, float[] values) {
    if (values.length != layout.elements()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Cannot restore the training: %d values of %s, expected %d",
              values.length,
              what,
              layout.elements()));
    }
  }
}
