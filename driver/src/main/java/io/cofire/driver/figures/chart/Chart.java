package io.cofire.driver.figures.chart;

import io.cofire.driver.figures.result.Panel;
import java.util.List;

/** A panel that can be drawn. */
public sealed interface Chart permits Lines, Cells {

  /** Colours of lines that the page's style sheet knows; further lines begin anew, dashed. */
  int COLOURS = 8;

  /** The picture as SVG. */
  String svg();

  /** How a panel is drawn, by itself. */
  static Chart of(Panel panel) {
    return of(panel, Palette.of(List.of(panel)));
  }

  /** How a panel is drawn among others of its exhibit. */
  static Chart of(Panel panel, Palette palette) {
    return switch (panel.form()) {
      case LINES, LOG_LINES -> Lines.of(panel, palette);
      case MAP, TABLE -> new Cells(panel);
    };
  }
}
