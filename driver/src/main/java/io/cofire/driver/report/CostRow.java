package io.cofire.driver.report;

import io.cofire.driver.run.Operations;
import io.cofire.driver.run.Operations.Cost;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A layer's operations and energy for one sample, ready to print. */
record CostRow(String layer, String additions, String multiplications, String energy) {

  private static final double MEGA = 1e6;

  /** A row a layer and one for all; none where nobody counted. */
  static List<CostRow> of(Optional<Operations> counted) {
    return counted.stream()
        .flatMap(all -> Stream.concat(all.layers().stream(), Stream.of(all.total())))
        .map(CostRow::of)
        .toList();
  }

  private static CostRow of(Cost cost) {
    return new CostRow(
        cost.layer(),
        millions(cost.additions()),
        millions(cost.multiplications()),
        String.format(Locale.ROOT, "%,.2f", cost.picojoules() / MEGA));
  }

  private static String millions(double number) {
    return number == 0 ? "" : String.format(Locale.ROOT, "%,.3f", number / MEGA);
  }
}
