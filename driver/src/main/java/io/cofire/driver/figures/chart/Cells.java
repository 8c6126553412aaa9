package io.cofire.driver.figures.chart;

import io.cofire.driver.figures.result.Curve;
import io.cofire.driver.figures.result.Panel;
import io.cofire.driver.figures.result.Panel.Form;
import java.util.Locale;

/** A row of cells for each curve; those of a table tell their numbers, those of a map a scale. */
record Cells(Panel panel) implements Chart {

  private static final int WIDTH = 560;
  private static final int RIGHT = 12;
  private static final int TOP = 24;
  private static final int BELOW = 48; // of a map's cells: names of columns, then of the axis
  private static final int MOST_HEIGHT = 300; // of a map, however many rows it has
  private static final int ROW = 26;
  private static final int LEAST_NAMED = 11; // rows that are lower have no room for every name
  private static final int LETTER = 7; // width of one, about
  private static final int MOST_HEADS = 16;

  @Override
  public String svg() {
    boolean told = panel.form() == Form.TABLE;
    int rows = panel.curves().size();
    double row = told ? ROW : Math.min(ROW, (double) MOST_HEIGHT / Math.max(1, rows));
    double foot = TOP + rows * row;
    int columns = panel.curves().stream().mapToInt(c -> c.y().size()).max().orElse(1);
    double column = (double) (WIDTH - left() - RIGHT) / columns;
    int height = (int) Math.ceil(foot + (told ? 30 : BELOW + Shades.HEIGHT));
    Svg svg = new Svg(WIDTH, height, panel.title());
    Shades shades = Shades.of(panel);
    heads(svg, columns, column, told ? TOP - 8 : foot + 16);
    names(svg, row);
    for (int r = 0; r < rows; r++) {
      Curve curve = panel.curves().get(r);
      for (int c = 0; c < curve.y().size(); c++) {
        double value = curve.y().get(c);
        double x = left() + c * column;
        double y = TOP + r * row;
        double gap = Math.min(column, row) > 6 ? 1 : 0;
        svg.cell(x, y, column - gap, row - gap, told ? 0.06 : shades.share(value));
        if (told) {
          svg.words("number", "middle", x + column / 2, y + row / 2 + 4, number(value));
        }
      }
    }
    if (!told) {
      svg.words("tick", "start", 4, 14, panel.y());
      shades.scale(svg, panel.shade(), left(), foot + BELOW);
    }
    double across = told ? height - 8 : foot + 34;
    svg.words("tick", "middle", (left() + WIDTH - RIGHT) / 2.0, across, panel.x());
    return svg.end();
  }

  private int left() {
    int longest = panel.curves().stream().mapToInt(c -> c.name().length()).max().orElse(0);
    return Math.min(WIDTH / 2, 16 + LETTER * longest);
  }

  private void heads(Svg svg, int columns, double column, double y) {
    int every = 1 + (columns - 1) / MOST_HEADS;
    for (int c = 0; c < Math.min(columns, panel.ticks().size()); c += every) {
      svg.words("tick", "middle", left() + (c + 0.5) * column, y, panel.ticks().get(c));
    }
  }

  private void names(Svg svg, double row) {
    int every = (int) Math.ceil(LEAST_NAMED / row);
    for (int r = 0; r < panel.curves().size(); r += every) {
      double y = TOP + (r + 0.5) * row + 4;
      svg.words("tick", "end", left() - 6, y, panel.curves().get(r).name());
    }
  }

  static String number(double value) {
    if (!Double.isFinite(value)) {
      return "-";
    }
    boolean plain = value == 0 || (Math.abs(value) >= 0.001 && Math.abs(value) < 100_000);
    return String.format(Locale.ROOT, plain ? "%.4g" : "%.2e", value);
  }
}
