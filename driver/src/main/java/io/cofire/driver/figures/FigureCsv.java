package io.cofire.driver.figures;

import io.cofire.driver.figures.result.Curve;
import io.cofire.driver.figures.result.FigureResult;
import io.cofire.driver.figures.result.Panel;
import java.util.List;

/** FigureResult as lines of panel, curve, x and y, fields with a comma or a quote in quotes. */
final class FigureCsv {

  private FigureCsv() {}

  static String of(FigureResult findings) {
    StringBuilder csv = new StringBuilder("panel,curve,x,y\n");
    for (Panel panel : findings.panels()) {
      for (Curve curve : panel.curves()) {
        for (int i = 0; i < curve.x().size(); i++) {
          csv.append(quoted(panel.title())).append(',').append(quoted(curve.name())).append(',');
          csv.append(quoted(place(panel.ticks(), curve.x().get(i)))).append(',');
          csv.append(curve.y().get(i)).append('\n');
        }
      }
    }
    return csv.toString();
  }

  private static String place(List<String> ticks, double x) {
    return ticks.isEmpty() ? String.valueOf(x) : ticks.get((int) x);
  }

  private static String quoted(String field) {
    return field.contains(",") || field.contains("\"")
        ? '"' + field.replace("\"", "\"\"") + '"'
        : field;
  }
}
