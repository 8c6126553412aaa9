package io.cofire.driver.figures.chart;

import com.samskivert.mustache.Escapers;
import java.util.Locale;

/** SVG text that grows. */
final class Svg {

  private final StringBuilder text = new StringBuilder(4096);

  Svg(int width, int height, String label) {
    add(
        "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">",
        width, height, escaped(label));
  }

  /** Adds text by a format. */
  Svg add(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values));
    return this;
  }

  /** Adds words at a place; the style is a class of the page's sheet. */
  Svg words(String style, String anchor, double x, double y, String words) {
    return add(
        "<text class=\"%s\" text-anchor=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>",
        style, anchor, x, y, escaped(words));
  }

  /** Adds a cell; the shade is between 0 and 1. */
  Svg cell(double x, double y, double width, double height, double shade) {
    return add(
        "<rect class=\"cell\" x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\" fill-opacity=\"%.3f\"/>",
        x, y, Math.max(width, 0.1), Math.max(height, 0.1), shade);
  }

  static String escaped(String words) {
    return Escapers.HTML.escape(words);
  }

  String end() {
    return text.append("</svg>").toString();
  }
}
