package io.cofire.ops.inference;

import java.io.Serializable;

/**
 * Spikes in which two forwards of the same samples differ.
 *
 * @param neuronSteps neurons times timesteps times samples: spikes that were possible
 * @param flipped those that are there in one forward and not in the other
 * @param unexplained flipped ones of neurons whose membrane was farther than {@link #TOLERANCE}
 *     from its threshold and that had not flipped before: rounding alone cannot make them, other
 *     inputs can
 */
public record Flips(long neuronSteps, long flipped, long unexplained) implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Distance of a membrane from its threshold within which rounding may decide. */
  public static final double TOLERANCE = 1e-4;

  /** Nothing yet. */
  public static final Flips NONE = new Flips(0, 0, 0);

  /** Both together. */
  public Flips plus(Flips other) {
    return new Flips(
        neuronSteps + other.neuronSteps, flipped + other.flipped, unexplained + other.unexplained);
  }
}
