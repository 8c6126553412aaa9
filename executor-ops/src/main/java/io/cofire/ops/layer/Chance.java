package io.cofire.ops.layer;

import io.cofire.data.random.Key;
import java.util.Locale;

/**
 * Where a pass's random choices come from: functions of the sample and of what the key was made of,
 * so that no choice depends on which rank, host or place of a minibatch a sample has.
 *
 * @param key of this step, or of evaluation
 * @param samples index of each sample of the minibatch in its split
 */
public record Chance(Key key, int[] samples) {

  /** For passes through layers that choose nothing. */
  public static final Chance NONE = new Chance(Key.of(0));

  private Chance(Key key) {
    this(key, new int[0]);
  }

  /**
   * The key of one sample in one layer.
   *
   * @param path the layer's
   * @param place the sample's in the minibatch
   * @throws IllegalStateException if the pass was given no samples
   */
  Key of(String path, int place) {
    if (place >= samples.length) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "Cannot draw at %s for sample %d of the minibatch: the pass names %d samples",
              path,
              place,
              samples.length));
    }
    return key.child(path).child(samples[place]);
  }
}
