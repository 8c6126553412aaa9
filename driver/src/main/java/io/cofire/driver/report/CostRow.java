package io.cofire.driver.report;

import io.cofire.driver.run.Operations;
import io.cofire.driver.run.Operations.Cost;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A layer's operations and energy for one sample, ready to print. */
record CostRow(String layer, String additions, String multiplications, String energy) {

  private static final double MEGA = 1e6;

  /** A row a layer and one for all; none where nobody counted. */
  static List<CostRow> of(Operations operations) {
    List<CostRow> rows = new ArrayList<>();
    if (operations != null) {
      operations.layers().forEach(cost -> rows.add(of(cost)));
      rows.add(of(operations.total()));
    }
    return rows;
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
