package io.cofire.driver.figures.result;

import java.util.List;

/**
 * One picture of an exhibit.
 *
 * @param title what it shows
 * @param form how it is drawn
 * @param x what lies along it
 * @param y what its values are; of a map, what its rows are
 * @param shade what the shade of a map's cells is; empty where nothing is shaded
 * @param ticks names of the places 0, 1 and so on; empty where places are numbers
 * @param curves lines, or rows
 */
public record Panel(
    String title,
    Form form,
    String x,
    String y,
    String shade,
    List<String> ticks,
    List<Curve> curves) {

  /** How a panel is drawn. */
  public enum Form {
    /** Lines over an axis that begins at 0 or below. */
    LINES,
    /** Lines over a logarithmic axis. */
    LOG_LINES,
    /** A row of cells for each curve, the stronger the higher, and a scale of their shades. */
    MAP,
    /** The same with its numbers. */
    TABLE
  }

  /** Copies the lists. */
  public Panel {
    ticks = List.copyOf(ticks);
    curves = List.copyOf(curves);
  }

  /** A panel over numbers. */
  public Panel(String title, Form form, String x, String y, List<Curve> curves) {
    this(title, form, x, y, List.of(), curves);
  }

  /** A panel over named places. */
  public Panel(
      String title, Form form, String x, String y, List<String> ticks, List<Curve> curves) {
    this(title, form, x, y, "", ticks, curves);
  }
}
