package io.cofire.data.batches;

import io.cofire.data.random.Key;
import io.cofire.data.shards.ShardInfo;
import io.cofire.data.shards.SplitInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How well a split's shards mix its classes, which decides whether windows see all of them.
 *
 * @param window samples of a window
 * @param ofWindow the largest share that a class has in a window of an epoch
 * @param ofSplit the largest share that a class has in the split
 */
public record ClassMix(int window, double ofWindow, double ofSplit) {

  /** Deviations of a class's share: the largest of many classes in many windows comes to six. */
  private static final double FAR = 8;

  private static final int WINDOWS = 8; // at least, that a split is looked at in

  private static final int SHORTEST = 10; // of fewer samples shares say nothing

  /**
   * Of windows as {@code auto} takes them, or of an eighth of a small split.
   *
   * @return empty where that is too few samples
   */
  public static Optional<ClassMix> of(SplitInfo split) {
    int window = Math.min(Shuffle.Windows.USUAL, split.samples() / WINDOWS);
    return window < SHORTEST ? Optional.empty() : Optional.of(of(split, window));
  }

  /** Of an epoch's whole windows on one rank. */
  public static ClassMix of(SplitInfo split, int window) {
    int[] labels = split.labels();
    int size = Math.min(window, labels.length);
    List<Integer> shards = split.shards().stream().map(ShardInfo::samples).toList();
    int[] order =
        new BatchPlan(
                Key.of(1), shards, new Shuffle.Windows(size), labels.length, 1, 1, LastBatch.DROP)
            .samples(0, 0, 0);
    int classes = Arrays.stream(labels).max().orElse(0) + 1;
    double largest = 0;
    for (int from = 0; from + size <= order.length; from += size) {
      int[] samples = Arrays.copyOfRange(order, from, from + size);
      largest = Math.max(largest, share(samples, labels, classes));
    }
    int[] all = new int[labels.length];
    Arrays.setAll(all, i -> i);
    return new ClassMix(size, largest, share(all, labels, classes));
  }

  private static double share(int[] samples, int[] labels, int classes) {
    int[] counts = new int[classes];
    Arrays.stream(samples).forEach(sample -> counts[labels[sample]]++);
    return (double) Arrays.stream(counts).max().orElse(0) / samples.length;
  }

  /** Whether windows see other classes than chance would give them. */
  public boolean isPoor() {
    double drawn = ofSplit + FAR * Math.sqrt(ofSplit * (1 - ofSplit) / window);
    return ofWindow > Math.min(drawn, (1 + ofSplit) / 2);
  }

  /** In words. */
  public String describe() {
    return String.format(
        Locale.ROOT,
        "the largest class has %.1f%% of a window of %,d and %.1f%% of the split",
        100 * ofWindow,
        window,
        100 * ofSplit);
  }
}
