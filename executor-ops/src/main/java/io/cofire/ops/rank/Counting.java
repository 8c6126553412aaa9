package io.cofire.ops.rank;

/** What an evaluation counts, and which form of the network it scores. */
public enum Counting {
  /** The network as it trains; its spikes. */
  SPIKES,
  /** The same, and what every layer with weights sees, which takes longer. */
  OPERATIONS,
  /** The folded network; its spikes, what its layers see, and where its spikes differ. */
  FOLDED
}
