package io.cofire.driver.figures.chart;

import io.cofire.driver.figures.result.Curve;
import io.cofire.driver.figures.result.Panel;
import io.cofire.driver.figures.result.Panel.Form;
import java.util.Locale;

/** A row of cells for each curve; those of a table tell their numbers. */
record Cells(Panel panel) implements Chart {

  private static final int WIDTH = 560;
  private static final int RIGHT = 12;
  private static final int TOP = 24;
  private static final int MOST_HEIGHT = 300; // of a map, however many rows it has
  private static final int ROW = 26;
  private static final int LETTER = 7; // width of one, about
  private static final int MOST_HEADS = 16;

  @Override
  public String svg() {
    boolean told = panel.form() == Form.TABLE;
    int rows = panel.curves().size();
    double row = told ? ROW : Math.min(ROW, (double) MOST_HEIGHT / Math.max(1, rows));
    int height = (int) Math.ceil(TOP + rows * row + 30);
    int columns = panel.curves().stream().mapToInt(c -> c.y().size()).max().orElse(1);
    double column = (double) (WIDTH - left() - RIGHT) / columns;
    Svg svg = new Svg(WIDTH, height, panel.title());
    heads(svg, columns, column);
    for (int r = 0; r < rows; r++) {
      Curve curve = panel.curves().get(r);
      double top = TOP + r * row;
      if (row >= 11) {
        svg.words("tick", "end", left() - 6, top + row / 2 + 4, curve.name());
      }
      for (int c = 0; c < curve.y().size(); c++) {
        cell(svg, curve.y().get(c), left() + c * column, top, column, row, told);
      }
    }
    svg.words("tick", "middle", (left() + WIDTH - RIGHT) / 2.0, height - 8, panel.x());
    return svg.end();
  }

  private int left() {
    int longest = panel.curves().stream().mapToInt(c -> c.name().length()).max().orElse(0);
    return Math.min(WIDTH / 2, 16 + LETTER * longest);
  }

  private void heads(Svg svg, int columns, double column) {
    int every = 1 + (columns - 1) / MOST_HEADS;
    for (int c = 0; c < Math.min(columns, panel.ticks().size()); c += every) {
      svg.words("tick", "middle", left() + (c + 0.5) * column, TOP - 8, panel.ticks().get(c));
    }
  }

  private void cell(
      Svg svg, double value, double x, double y, double width, double height, boolean told) {
    double gap = Math.min(width, height) > 6 ? 1 : 0;
    svg.add(
        "<rect class=\"cell\" x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\" fill-opacity=\"%.3f\"/>",
        x, y, Math.max(width - gap, 0.1), Math.max(height - gap, 0.1), told ? 0.06 : shade(value));
    if (told) {
      svg.words("number", "middle", x + width / 2, y + height / 2 + 4, number(value));
    }
  }

  /** 0 at the least value of the panel, 1 at the largest. */
  private double shade(double value) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (Curve curve : panel.curves()) {
      for (double each : curve.y()) {
        low = Double.isFinite(each) ? Math.min(low, each) : low;
        high = Double.isFinite(each) ? Math.max(high, each) : high;
      }
    }
    return Double.isFinite(value) && high > low ? (value - low) / (high - low) : 0;
  }

  private static String number(double value) {
    if (!Double.isFinite(value)) {
      return "-";
    }
    boolean plain = value == 0 || (Math.abs(value) >= 0.001 && Math.abs(value) < 100_000);
    return String.format(Locale.ROOT, plain ? "%.4g" : "%.2e", value);
  }
}
