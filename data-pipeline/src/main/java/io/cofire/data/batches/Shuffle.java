package io.cofire.data.batches;

import io.cofire.data.config.Default;
import io.cofire.data.config.Kind;
import io.cofire.data.errors.InvalidValue;
import io.cofire.data.random.Key;
import java.util.List;
import java.util.Locale;

/** How the samples of an epoch are mixed: over the whole split, or shard by shard. */
public sealed interface Shuffle permits Shuffle.Auto, Shuffle.Full, Shuffle.Windows {

  /**
   * What is done with a split: itself, or what {@code auto} chooses. It decides the weights, so it
   * is chosen once, by who starts a run.
   *
   * @param bytes length of the split's shards
   * @param memory bytes that a process may keep of it
   */
  default Shuffle of(long bytes, long memory) {
    return this;
  }

  /** In words. */
  String describe();

  /** Whether the order follows the shards that samples lie in. */
  default boolean followsShards() {
    return window() > 0;
  }

  /** Samples that a rank mixes at a time, whose shards it needs together; 0 where it is all. */
  default int window() {
    return 0;
  }

  /**
   * The order of a split's samples.
   *
   * @param shards samples of each shard
   */
  EpochOrder order(Key key, List<Integer> shards, Shares shares);

  /**
   * {@code full} for a split that the memory of a process holds, {@code windows} for a larger one.
   * Where nobody has chosen, it is {@code full}.
   */
  @Kind("auto")
  record Auto() implements Shuffle {
    @Override
    public String describe() {
      return "auto";
    }

    @Override
    public Shuffle of(long bytes, long memory) {
      return bytes <= memory ? new Full() : new Windows(Windows.USUAL);
    }

    @Override
    public EpochOrder order(Key key, List<Integer> shards, Shares shares) {
      return new Full().order(key, shards, shares);
    }
  }

  /** A permutation of the whole split: for sets that fit the memory. */
  @Kind("full")
  record Full() implements Shuffle {
    @Override
    public String describe() {
      return "full";
    }

    @Override
    public EpochOrder order(Key key, List<Integer> shards, Shares shares) {
      return new FullOrder(key, shares.samples());
    }
  }

  /**
   * Shards are dealt to the ranks whole, and mixed within a window.
   *
   * @param window samples of a rank that are mixed together, at least 1
   */
  @Kind("windows")
  record Windows(@Default("4096") int window) implements Shuffle {

    /** The window that {@code auto} takes. */
    public static final int USUAL = 4096;

    /** Checks the window. */
    public Windows {
      if (window < 1) {
        throw new InvalidValue("data.shuffle.window", window, "must be at least 1");
      }
    }

    @Override
    public String describe() {
      return String.format(Locale.ROOT, "windows of %,d samples a rank", window);
    }

    @Override
    public EpochOrder order(Key key, List<Integer> shards, Shares shares) {
      return new WindowedOrder(key, shards, window, shares);
    }
  }
}
