package io.cofire.driver.figures.chart;

import io.cofire.driver.figures.result.Curve;
import io.cofire.driver.figures.result.Panel;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/** Lines over numbers or over named places. */
record Lines(Panel panel, Palette palette, Axis across, Axis up) implements Chart {

  private static final int WIDTH = 560;
  private static final int HEIGHT = 300;
  private static final int LEFT = 62;
  private static final int RIGHT = 12;
  private static final int TOP = 26;
  private static final int BOTTOM = 44;
  private static final int MOST_MARKERS = 60;
  private static final int MOST_TICKS = 10;

  static Lines of(Panel panel, Palette palette) {
    double[] xs = finite(panel, Curve::x);
    double[] ys = finite(panel, Curve::y);
    double least = DoubleStream.of(ys).min().orElse(0);
    double most = DoubleStream.of(ys).max().orElse(1);
    Axis up =
        panel.form() == Panel.Form.LOG_LINES
            ? Axis.logarithmic(ys)
            : Axis.linear(Math.min(0, least), most, 5);
    double first = DoubleStream.of(xs).min().orElse(0);
    Axis across = Axis.within(first, DoubleStream.of(xs).max().orElse(1), 8);
    boolean counts = DoubleStream.of(xs).allMatch(x -> x == Math.rint(x));
    return new Lines(panel, palette, counts ? across.whole() : across, up);
  }

  private static double[] finite(Panel panel, Function<Curve, java.util.List<Double>> of) {
    return panel.curves().stream()
        .flatMap(curve -> of.apply(curve).stream())
        .mapToDouble(Double::doubleValue)
        .filter(Double::isFinite)
        .toArray();
  }

  @Override
  public String svg() {
    Svg svg = new Svg(WIDTH, HEIGHT, panel.title());
    for (double tick : up.ticks()) {
      svg.add(
          "<line class=\"%s\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>",
          tick == 0 ? "axis" : "grid", LEFT, WIDTH - RIGHT, y(tick), y(tick));
      svg.words("tick", "end", LEFT - 8, y(tick) + 4, up.label(tick));
    }
    placesAcross(svg);
    svg.words("tick", "start", 4, 14, panel.y());
    svg.words("tick", "middle", (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 6, panel.x());
    panel.curves().forEach(curve -> line(svg, curve, palette.place(panel, curve)));
    return svg.end();
  }

  private void placesAcross(Svg svg) {
    int below = HEIGHT - BOTTOM + 18;
    if (panel.ticks().isEmpty()) {
      across.ticks().forEach(x -> svg.words("tick", "middle", x(x), below, across.label(x)));
      return;
    }
    int every = 1 + (panel.ticks().size() - 1) / MOST_TICKS;
    for (int i = 0; i < panel.ticks().size(); i += every) {
      svg.words("tick", "middle", x(i), below, panel.ticks().get(i));
    }
  }

  private void line(Svg svg, Curve curve, int place) {
    StringBuilder path = new StringBuilder();
    String style = "series" + place % COLOURS + (place < COLOURS ? "" : " again");
    boolean pen = false;
    for (int i = 0; i < curve.y().size(); i++) {
      double value = curve.y().get(i);
      if (!Double.isFinite(value)) {
        pen = false;
        continue;
      }
      double x = x(curve.x().get(i));
      path.append(String.format(Locale.ROOT, "%s%.1f %.1f", pen ? "L" : "M", x, y(value)));
      pen = true;
      if (curve.y().size() <= MOST_MARKERS) {
        svg.add(
            "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"2.5\"><title>%s: %s</title></circle>",
            style,
            x,
            y(value),
            Svg.escaped(curve.name()),
            String.format(Locale.ROOT, "%.4g", value));
      }
    }
    svg.add("<path class=\"%s\" d=\"%s\"/>", style, path);
  }

  private double x(double value) {
    return LEFT + 8 + across.share(value) * (WIDTH - LEFT - RIGHT - 16);
  }

  private double y(double value) {
    return HEIGHT - BOTTOM - up.share(value) * (HEIGHT - TOP - BOTTOM);
  }
}
