package io.cofire.data.augment;

/**
 * What a sample is mixed with.
 *
 * @param partner index of the other sample in the split, or {@link #NOBODY}
 * @param share share of the sample itself, in 0..1; the partner has the rest
 */
public record Mix(int partner, float share) {

  /** In place of a partner. */
  public static final int NOBODY = -1;

  /** A sample by itself. */
  public static final Mix NONE = new Mix(NOBODY, 1);

  /** Whether there is a partner. */
  public boolean isMixed() {
    return partner != NOBODY;
  }
}
