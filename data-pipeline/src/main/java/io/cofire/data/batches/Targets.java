package io.cofire.data.batches;

import java.util.Arrays;
import java.util.Locale;

/**
 * What the samples of a minibatch are: one class each, or a mixture of two classes, as mix-up makes
 * it. Sample n is class {@code labels[n]} by {@code shares[n]}, at least one half, and class {@code
 * others[n]} by the rest.
 *
 * @param labels class with the larger share, length N; {@link #PADDING} marks a place that must not
 *     be counted
 * @param others the other class, length N; the same class where there is none
 * @param shares share of {@code labels}, in 0.5..1, length N; the rest, 1 - share, is exact
 */
public record Targets(int[] labels, int[] others, float[] shares) {

  /** Label of a place that only fills the minibatch. */
  public static final int PADDING = -1;

  /**
   * Checks that the columns belong together.
   *
   * @throws IllegalArgumentException if they do not, or a share is outside 0.5..1
   */
  public Targets {
    if (others.length != labels.length || shares.length != labels.length) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Invalid targets: %d labels, %d others, %d shares",
              labels.length,
              others.length,
              shares.length));
    }
    for (float share : shares) {
      if (!(share >= 0.5f && share <= 1)) {
        throw new IllegalArgumentException(
            "Invalid share of a label: " + share + " (must be in 0.5..1)");
      }
    }
  }

  /** One class a sample. */
  public static Targets of(int... labels) {
    float[] whole = new float[labels.length];
    Arrays.fill(whole, 1);
    return new Targets(labels, labels, whole);
  }

  /** Number of samples, padding included. */
  public int size() {
    return labels.length;
  }

  /** Number of samples that count. */
  public int count() {
    int count = 0;
    for (int label : labels) {
      count += label == PADDING ? 0 : 1;
    }
    return count;
  }

  /** Share of a class in a sample; the shares of all classes add up to 1, or to 0 for padding. */
  public double share(int sample, int classIndex) {
    double own = labels[sample] == classIndex ? shares[sample] : 0;
    return others[sample] == classIndex ? own + (1f - shares[sample]) : own;
  }
}
