package io.cofire.driver.cli;

import io.cofire.driver.run.EvaluationResult;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What an evaluation scored, as lines for people. */
final class ScoreLines {

  private static final int MOST_CLASSES = 20;
  private static final int MOST_PAIRS = 20;

  private ScoreLines() {}

  /** Top-1 and, where it means something, top-5 accuracy, and the loss. */
  static String scores(EvaluationResult result) {
    String five =
        result.topFive().map(share -> String.format(Locale.ROOT, ", top-5 %.4f", share)).orElse("");
    return String.format(
        Locale.ROOT,
        "test accuracy %.4f%s, test loss %.4f",
        result.accuracy(),
        five,
        result.loss());
  }

  /**
   * The confusion matrix, or its largest entries off the diagonal where it is too wide for a
   * terminal; and a warning of samples whose outputs are not numbers.
   *
   * @param classes names, in the order of the labels
   */
  static void print(PrintWriter out, EvaluationResult result, List<String> classes) {
    if (classes.size() <= MOST_CLASSES) {
      matrix(out, result.confusion(), classes);
    } else {
      pairs(out, result.confusion(), classes);
    }
    if (result.undefinedSamples() > 0) {
      out.printf(
          Locale.ROOT,
          "warning: %,d of %,d samples have an output that is NaN, which ranks below every number%n",
          result.undefinedSamples(),
          result.samples());
    }
  }

  private static void matrix(PrintWriter out, long[][] confusion, List<String> classes) {
    out.printf(Locale.ROOT, "%n%-24s", "label \\ prediction");
    for (int k = 0; k < classes.size(); k++) {
      out.printf(Locale.ROOT, "%6d", k);
    }
    out.println();
    for (int label = 0; label < classes.size(); label++) {
      out.printf(Locale.ROOT, "%3d %-20s", label, classes.get(label));
      for (long cell : confusion[label]) {
        out.printf(Locale.ROOT, "%6s", cell == 0 ? "." : Long.toString(cell));
      }
      out.println();
    }
  }

  /** A pair of classes that were confused. */
  private record Pair(int label, int prediction, long samples) {}

  private static void pairs(PrintWriter out, long[][] confusion, List<String> classes) {
    List<Pair> pairs = new ArrayList<>();
    for (int label = 0; label < confusion.length; label++) {
      for (int k = 0; k < confusion.length; k++) {
        if (k != label && confusion[label][k] > 0) {
          pairs.add(new Pair(label, k, confusion[label][k]));
        }
      }
    }
    pairs.sort(Comparator.comparingLong(Pair::samples).reversed());
    out.printf(Locale.ROOT, "%nmost confused, label and prediction (all: evaluation.json)%n");
    for (Pair pair : pairs.subList(0, Math.min(MOST_PAIRS, pairs.size()))) {
      out.printf(
          Locale.ROOT,
          "%,8d  %s as %s%n",
          pair.samples(),
          classes.get(pair.label()),
          classes.get(pair.prediction()));
    }
  }
}
