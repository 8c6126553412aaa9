package io.cofire.ops.layer;

/** What a layer hands on, and so what a multiplication by it costs. */
public enum Signal {
  /** Spikes, or sums of them: small integers, each unit of which costs an addition. */
  SPIKES,
  /** Any numbers: images, membranes, means. */
  CURRENTS;

  /** What a join of both is. */
  Signal and(Signal other) {
    return this == SPIKES ? other : CURRENTS;
  }
}
