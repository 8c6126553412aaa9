package io.cofire.driver.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The confusion matrix as rows of a table: a row is a label, a column a prediction. */
record Confusion(List<String> heads, List<Row> rows) {

  private static final int SHORT = 3;

  /** Whether the heads must stand upright, because lying names would make the columns wide. */
  boolean upright() {
    return heads.stream().anyMatch(head -> head.length() > SHORT);
  }

  /** One label. */
  record Row(String label, List<Cell> cells, long samples, String recall) {}

  /**
   * One pair of label and prediction.
   *
   * @param count samples, empty for none
   * @param share of the label's samples in percent, which is how strongly the cell is coloured
   * @param kind {@code hit} on the diagonal, {@code miss} off it
   */
  record Cell(String count, String share, String kind, String tip) {
    /** Whether there is anything in it. */
    boolean any() {
      return !count.isEmpty();
    }
  }

  static Confusion of(List<String> classes, long[][] counts) {
    List<Row> rows = new ArrayList<>();
    for (int label = 0; label < counts.length; label++) {
      long samples = Arrays.stream(counts[label]).sum();
      List<Cell> cells = new ArrayList<>();
      for (int prediction = 0; prediction < counts[label].length; prediction++) {
        cells.add(cell(classes, label, prediction, counts[label][prediction], samples));
      }
      rows.add(new Row(classes.get(label), cells, samples, recall(counts, label, samples)));
    }
    return new Confusion(List.copyOf(classes), rows);
  }

  private static Cell cell(
      List<String> classes, int label, int prediction, long count, long samples) {
    double share = samples == 0 ? 0 : 100.0 * count / samples;
    return new Cell(
        count == 0 ? "" : Long.toString(count),
        String.format(Locale.ROOT, "%.0f", share),
        label == prediction ? "hit" : "miss",
        String.format(
            Locale.ROOT,
            "%d of %d %s taken for %s",
            count,
            samples,
            classes.get(label),
            classes.get(prediction)));
  }

  private static String recall(long[][] counts, int label, long samples) {
    return samples == 0
        ? "none"
        : String.format(Locale.ROOT, "%.1f %%", 100.0 * counts[label][label] / samples);
  }
}
