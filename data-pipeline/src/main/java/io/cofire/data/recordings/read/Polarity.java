package io.cofire.data.recordings.read;

/** What the stored polarity means. */
public enum Polarity {
  /** 1 is ON: what most formats define. */
  AS_STORED,
  /** 0 is ON: jAER's DVS128 addresses, as in CIFAR10-DVS and Poker-DVS. */
  INVERTED;

  /** Makes the first count stored polarities 0 = OFF and 1 = ON, in place. */
  public void apply(byte[] polarities, int count) {
    if (this == INVERTED) {
      for (int i = 0; i < count; i++) {
        polarities[i] ^= 1;
      }
    }
  }
}
