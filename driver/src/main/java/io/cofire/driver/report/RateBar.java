package io.cofire.driver.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A layer's firing rate as a bar.
 *
 * @param layer its name
 * @param rate spikes per neuron and timestep
 * @param length of the bar, in percent of the longest bar there could be
 */
record RateBar(String layer, String rate, String length) {

  static List<RateBar> of(Map<String, Double> rates) {
    double full = scale(rates);
    return rates.entrySet().stream()
        .map(
            e ->
                new RateBar(
                    e.getKey(),
                    String.format(Locale.ROOT, "%.4f", e.getValue()),
                    String.format(Locale.ROOT, "%.2f", 100 * e.getValue() / full)))
        .toList();
  }

  /** The rate that a full bar stands for: round, and at least the highest rate. */
  static double scale(Map<String, Double> rates) {
    double high = rates.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
    return Ticks.covering(0, Math.max(high, 1e-3), 4).last();
  }
}
