package io.cofire.driver.report;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/**
 * Lines over epochs as SVG text; the page's style sheet colours a line by its place.
 *
 * @param label what the picture shows, for those who cannot see it
 * @param series the lines, equally long
 * @param value how a y value is written, at an axis and in a tip
 */
record LineChart(String label, List<Series> series, DoubleFunction<String> value) {

  private static final int WIDTH = 560;
  private static final int HEIGHT = 300;
  private static final int LEFT = 56;
  private static final int RIGHT = 12;
  private static final int TOP = 12;
  private static final int BOTTOM = 44;
  private static final int MOST_MARKERS = 60;

  /**
   * One line.
   *
   * @param name in the legend
   * @param values y at epoch 1, 2, ...; one that is not finite leaves a gap
   */
  record Series(String name, List<Double> values) {}

  String svg() {
    int epochs = series.stream().mapToInt(s -> s.values().size()).max().orElse(0);
    Ticks y = yTicks();
    StringBuilder svg = new StringBuilder(4096);
    append(svg, "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">", WIDTH, HEIGHT, label);
    grid(svg, y, epochs);
    for (int i = 0; i < series.size(); i++) {
      line(svg, series.get(i), i, y, epochs);
    }
    return svg.append("</svg>").toString();
  }

  private Ticks yTicks() {
    double[] finite =
        series.stream()
            .flatMap(s -> s.values().stream())
            .mapToDouble(Double::doubleValue)
            .filter(Double::isFinite)
            .toArray();
    double high = 0;
    for (double v : finite) {
      high = Math.max(high, v);
    }
    return Ticks.covering(0, high, 5);
  }

  private void grid(StringBuilder svg, Ticks y, int epochs) {
    for (double tick : y.values()) {
      double at = y(tick, y);
      append(
          svg,
          "<line class=\"%s\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>",
          tick == 0 ? "axis" : "grid",
          LEFT,
          WIDTH - RIGHT,
          at,
          at);
      append(
          svg,
          "<text class=\"tick\" text-anchor=\"end\" x=\"%d\" y=\"%.1f\">%s</text>",
          LEFT - 8,
          at + 4,
          value.apply(tick));
    }
    int every = (int) Math.max(1, Ticks.covering(0, epochs, 8).step());
    for (int epoch = every == 1 ? 1 : every; epoch <= epochs; epoch += every) {
      append(
          svg,
          "<text class=\"tick\" text-anchor=\"middle\" x=\"%.1f\" y=\"%d\">%d</text>",
          x(epoch, epochs),
          HEIGHT - BOTTOM + 18,
          epoch);
    }
    append(
        svg,
        "<text class=\"tick\" text-anchor=\"middle\" x=\"%d\" y=\"%d\">epoch</text>",
        (LEFT + WIDTH - RIGHT) / 2,
        HEIGHT - 6);
  }

  private void line(StringBuilder svg, Series line, int place, Ticks y, int epochs) {
    StringBuilder path = new StringBuilder();
    StringBuilder markers = new StringBuilder();
    boolean pen = false;
    for (int i = 0; i < line.values().size(); i++) {
      double v = line.values().get(i);
      if (!Double.isFinite(v)) {
        pen = false;
        continue;
      }
      append(path, "%s%.1f %.1f", pen ? "L" : "M", x(i + 1, epochs), y(v, y));
      pen = true;
      if (line.values().size() <= MOST_MARKERS) {
        append(
            markers,
            "<circle class=\"series%d\" cx=\"%.1f\" cy=\"%.1f\" r=\"2.5\"><title>%s, epoch %d:"
                + " %s</title></circle>",
            place,
            x(i + 1, epochs),
            y(v, y),
            line.name(),
            i + 1,
            value.apply(v));
      }
    }
    append(svg, "<path class=\"series%d\" d=\"%s\"/>", place, path);
    svg.append(markers);
  }

  private static double x(double epoch, int epochs) {
    double share = epochs <= 1 ? 0.5 : (epoch - 1) / (epochs - 1);
    return LEFT + 8 + share * (WIDTH - LEFT - RIGHT - 16);
  }

  private static double y(double value, Ticks ticks) {
    double share = (value - ticks.first()) / (ticks.last() - ticks.first());
    return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM);
  }

  private static void append(StringBuilder to, String format, Object... values) {
    to.append(String.format(Locale.ROOT, format, values));
  }
}
