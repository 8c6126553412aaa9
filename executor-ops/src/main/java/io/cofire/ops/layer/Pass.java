package io.cofire.ops.layer;

import io.cofire.ops.collective.Collective;
import io.cofire.ops.collective.Meanwhile;

/**
 * The circumstances of one forward and its backward.
 *
 * @param mode training or evaluation
 * @param collective the ranks over which norms share their statistics
 * @param probe is told of each neuron layer's spikes
 * @param chance where random choices come from
 * @param tape keeps the norms' statistics where the forward will be repeated
 * @param meanwhile keeps what is computed while statistics are on their way
 */
public record Pass(
    Mode mode, Collective collective, Probe probe, Chance chance, Tape tape, Meanwhile meanwhile) {

  /** What a forward is for. */
  public enum Mode {
    /** Batch statistics, running statistics updated, backward follows. */
    TRAIN,
    /** Running statistics, no backward. */
    EVALUATE
  }

  /** A pass that puts nothing off. */
  public Pass(Mode mode, Collective collective, Probe probe, Chance chance) {
    this(mode, collective, probe, chance, Meanwhile.NEVER);
  }

  /** A pass that is not repeated. */
  public Pass(Mode mode, Collective collective, Probe probe, Chance chance, Meanwhile meanwhile) {
    this(mode, collective, probe, chance, Tape.OFF, meanwhile);
  }

  /** A pass without random choices. */
  public Pass(Mode mode, Collective collective, Probe probe) {
    this(mode, collective, probe, Chance.NONE);
  }

  Pass with(Tape other) {
    return new Pass(mode, collective, probe, chance, other, meanwhile);
  }

  /** The same again, seen by no probe. */
  Pass repeated(Tape played) {
    return new Pass(mode, collective, Probe.NONE, chance, played, meanwhile);
  }
}
