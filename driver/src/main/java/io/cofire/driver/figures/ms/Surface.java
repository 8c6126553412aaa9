package io.cofire.driver.figures.ms;

import io.cofire.driver.figures.lab.Schooling;
import io.cofire.driver.figures.result.Curve;
import io.cofire.driver.figures.result.FigureRemark;
import io.cofire.driver.figures.result.Panel;
import io.cofire.driver.figures.result.Panel.Form;
import io.cofire.driver.figures.result.Phrase;
import java.util.ArrayList;
import java.util.List;

/**
 * The loss around what a training came to.
 *
 * @param name of the network
 * @param rows losses over alpha, one row for each beta
 * @param accuracy of the trained network on test samples
 * @param classes of which a guess chooses one
 */
record Surface(String name, List<Curve> rows, double accuracy, int classes) {

  /** Whether it is the surroundings of a network that knows more than a guess. */
  boolean learnt() {
    return Schooling.learnt(accuracy, classes);
  }

  /** Cells that lie below all of their four neighbours, the edges left out. */
  int minima() {
    int found = 0;
    for (int r = 1; r + 1 < rows.size(); r++) {
      for (int c = 1; c + 1 < rows.size(); c++) {
        double here = at(r, c);
        boolean lowest =
            here < at(r - 1, c)
                && here < at(r + 1, c)
                && here < at(r, c - 1)
                && here < at(r, c + 1);
        found += lowest ? 1 : 0;
      }
    }
    return found;
  }

  private double at(int row, int column) {
    return rows.get(row).y().get(column);
  }

  private double middle() {
    return at(rows.size() / 2, rows.size() / 2);
  }

  Panel panel() {
    String state = learnt() ? "" : "has not learnt, ";
    return new Panel(
        Phrase.of("%s (%stest accuracy %.0f %%)", name, state, 100 * accuracy),
        Form.MAP,
        "alpha",
        "beta",
        "loss",
        rows.stream().map(Curve::name).toList(), // a square: both directions have the same places
        rows);
  }

  /** On surfaces in pairs, vanilla and MS-ResNet of one depth, the shallowest first. */
  static List<FigureRemark> remarks(List<Surface> all) {
    List<FigureRemark> remarks = new ArrayList<>();
    remarks.add(all.get(0).basin());
    remarks.add(all.get(1).basin());
    for (int i = 2; i < all.size(); i += 2) {
      remarks.add(all.get(i).rougher(all.get(0)));
      remarks.add(all.get(i + 1).basin());
    }
    return remarks;
  }

  /** The paper has one basin in every MS-ResNet and in shallow vanilla ones. */
  private FigureRemark basin() {
    return learnt()
        ? FigureRemark.of(minima() == 1, told(), "A coarse grid around a short training")
        : untold();
  }

  /** The paper has more minima in a deep vanilla ResNet than in a shallow one. */
  private FigureRemark rougher(Surface shallow) {
    return learnt()
        ? FigureRemark.of(
            minima() > shallow.minima(),
            told() + Phrase.of("; %s %d", shallow.name(), shallow.minima()),
            "A coarse grid, close around a short training")
        : untold();
  }

  private String told() {
    return Phrase.of(
        "%s: local minima on the grid: %d, loss %.2f in its middle, test accuracy %.0f %%",
        name, minima(), middle(), 100 * accuracy);
  }

  private FigureRemark untold() {
    double low = rows.stream().flatMap(r -> r.y().stream()).mapToDouble(y -> y).min().orElse(0);
    double high = rows.stream().flatMap(r -> r.y().stream()).mapToDouble(y -> y).max().orElse(0);
    return FigureRemark.note(
        Phrase.of(
            "%s, trained like the others, has not learnt: test accuracy %.0f %%, a guess has %.0f %%. Its"
                + " loss is between %.2f and %.2f everywhere on the grid, and the %d local minima there"
                + " say nothing about the minimum that the paper looks at",
            name, 100 * accuracy, 100.0 / classes, low, high, minima()));
  }
}
