package io.cofire.ops.host;

import io.cofire.ops.neuron.Dynamics;
import io.cofire.ops.neuron.DynamicsGradient;
import java.util.Arrays;

/**
 * The sums of {@link DynamicsGradient} over one block of neurons that goes back in time. Each
 * neuron of a block adds for itself in single precision, so that the loops vectorise; blocks are
 * added in double precision.
 */
final class LearningSums {

  private final float[] potential = Blocks.block();
  private final float[] later = Blocks.block();
  private final float[] byMembrane = Blocks.block();
  private final float[] byBefore = Blocks.block();
  private final float[] plain = Blocks.block();
  private int count;

  /** A block of so many neurons, before its last timestep. */
  void start(int neurons) {
    count = neurons;
    Arrays.fill(later, 0);
    Arrays.fill(byMembrane, 0);
    Arrays.fill(byBefore, 0);
    Arrays.fill(plain, 0);
  }

  /**
   * This timestep's membrane is what the later one carried on.
   *
   * @param spikes scratch
   */
  void before(NeuronStep step, float[] membrane, float[] spikes) {
    step.afterReset(membrane, spikes, potential, count);
    accumulate(later, potential, byBefore, count);
  }

  /** This timestep's membrane before the reset, and its gx. */
  void at(float[] membrane, float[] gradient) {
    accumulate(gradient, membrane, byMembrane, count);
    accumulate(gradient, plain, count);
    System.arraycopy(gradient, 0, later, 0, count);
  }

  /** The blocks so far, neuron by neuron. */
  static final class Total {
    private final Dynamics dynamics;
    private double membraneSum;
    private double beforeSum;
    private double plainSum;

    Total(Dynamics dynamics) {
      this.dynamics = dynamics;
    }

    /** The block's first timestep is done. */
    void add(LearningSums block) {
      double rest = (float) dynamics.rest();
      for (int i = 0; i < block.count; i++) {
        membraneSum += block.byMembrane[i];
        beforeSum += block.byBefore[i] + rest * block.later[i];
        plainSum += block.plain[i];
      }
    }

    DynamicsGradient gradient() {
      return DynamicsGradient.of(dynamics, membraneSum, beforeSum, plainSum);
    }
  }

  private static void accumulate(float[] a, float[] b, float[] sums, int count) {
    for (int i = 0; i < count; i++) {
      sums[i] += a[i] * b[i];
    }
  }

  private static void accumulate(float[] a, float[] sums, int count) {
    for (int i = 0; i < count; i++) {
      sums[i] += a[i];
    }
  }
}
