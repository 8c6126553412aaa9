package io.cofire.driver.figures.chart;

import io.cofire.driver.figures.result.Panel;

/** A panel that can be drawn. */
public sealed interface Chart permits Lines, Cells {

  /** Colours of lines that the page's style sheet knows; further lines begin anew, dashed. */
  int COLOURS = 8;

  /** The picture as SVG. */
  String svg();

  /** How a panel is drawn. */
  static Chart of(Panel panel) {
    return switch (panel.form()) {
      case LINES, LOG_LINES -> Lines.of(panel);
      case MAP, TABLE -> new Cells(panel);
    };
  }
}
