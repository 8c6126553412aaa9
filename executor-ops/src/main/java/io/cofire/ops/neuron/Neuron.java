package io.cofire.ops.neuron;

import io.cofire.data.config.Default;
import io.cofire.data.config.Kind;
import io.cofire.data.errors.InvalidValue;
import io.cofire.ops.neuron.Dynamics.Firing;
import io.cofire.ops.neuron.Dynamics.Reset;
import io.cofire.ops.neuron.Dynamics.ResetGradient;
import io.cofire.ops.surrogate.Surrogate;
import java.util.Optional;

/** A neuron as a recipe chooses it. */
public sealed interface Neuron
    permits Neuron.IterativeLif,
        Neuron.Lif,
        Neuron.IntegrateAndFire,
        Neuron.ParametricLif,
        Neuron.Relu {

  /** The form that engines compute; for a neuron that learns, the one that it starts from. */
  Dynamics dynamics();

  /** V_th, which threshold-dependent norms also use. */
  double threshold();

  /** What each layer of this neuron learns about it, if it learns. */
  default Optional<Learned> learned() {
    return Optional.empty();
  }

  /** What a layer of this neuron hands on. */
  default Answer answer() {
    return Answer.SPIKES;
  }

  /** What a neuron hands on. */
  enum Answer {
    /** 1 where it fires, else 0. */
    SPIKES,
    /** Its input where it fires, else 0. */
    INPUT
  }

  /** How the input meets a membrane with a time constant. */
  enum Input {
    /** It decays with the membrane: it enters as x/tau (SpikingJelly's decay_input). */
    DECAYED,
    /** It enters as x. */
    WHOLE
  }

  /**
   * Iterative leaky integrate-and-fire: u[t] = decay * u[t-1] * (1 - s[t-1]) + x[t] (Wu 2019 Eq.
   * 5-6; Zheng 2020 Eq. 1-3; Hu 2021 Eq. 1-2), or with a soft reset decay * (u[t-1] - V_th s[t-1])
   * + x[t]. Defaults are those of Zheng 2020: the reset's gradient flows (Eq. 14 and 15), a
   * membrane at the threshold stays silent (Eq. 3).
   *
   * @param decay share of the membrane that stays, in [0, 1)
   */
  @Kind("iterative-lif")
  record IterativeLif(
      @Default("0.25") double decay,
      @Default("0.5") double threshold,
      @Default("hard") Reset reset,
      @Default("flows") ResetGradient resetGradient,
      @Default("above") Firing firing,
      @Default("rectangular") Surrogate surrogate)
      implements Neuron {

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if decay is not in [0, 1) or threshold is not positive
     */
    public IterativeLif {
      if (!(decay >= 0 && decay < 1)) {
        throw new InvalidValue("neuron.decay", decay, "must be in [0, 1)");
      }
      requirePositiveThreshold(threshold);
    }

    /** With a hard reset, as in the papers. */
    public IterativeLif(
        double decay,
        double threshold,
        ResetGradient resetGradient,
        Firing firing,
        Surrogate surrogate) {
      this(decay, threshold, Reset.HARD, resetGradient, firing, surrogate);
    }

    @Override
    public Dynamics dynamics() {
      return new Dynamics(decay, 1, 0, threshold, 0, reset, resetGradient, firing, surrogate);
    }
  }

  /**
   * Leaky integrate-and-fire with a time constant (Fang 2021 Eq. 5; SpikingJelly's LIFNode): h[t] =
   * v[t-1] + (x[t] - (v[t-1] - rest)) / tau, or, with the input whole, v[t-1] - (v[t-1] - rest) /
   * tau + x[t]. Defaults are those of LIFNode, with what SEW sets of it.
   *
   * @param tau membrane time constant in timesteps, above 1
   * @param rest value at the start and after a hard reset, below the threshold
   */
  @Kind("lif")
  record Lif(
      @Default("2.0") double tau,
      @Default("decayed") Input input,
      @Default("1.0") double threshold,
      @Default("0.0") double rest,
      @Default("hard") Reset reset,
      @Default("detached") ResetGradient resetGradient,
      @Default("at-or-above") Firing firing,
      @Default("arctan") Surrogate surrogate)
      implements Neuron {

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if tau is not above 1, threshold is not positive or rest is
     *     not below it
     */
    public Lif {
      requireTau(tau);
      requirePositiveThreshold(threshold);
      requireRest(rest, threshold);
    }

    @Override
    public Dynamics dynamics() {
      double gain = input == Input.DECAYED ? 1 / tau : 1;
      return new Dynamics(
          1 - 1 / tau, gain, rest / tau, threshold, rest, reset, resetGradient, firing, surrogate);
    }
  }

  /**
   * Integrate-and-fire: h[t] = v[t-1] + x[t] (Fang 2021 Eq. 4). Defaults are those of its authors'
   * code.
   */
  @Kind("integrate-and-fire")
  record IntegrateAndFire(
      @Default("1.0") double threshold,
      @Default("hard") Reset reset,
      @Default("detached") ResetGradient resetGradient,
      @Default("at-or-above") Firing firing,
      @Default("arctan") Surrogate surrogate)
      implements Neuron {

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if threshold is not positive
     */
    public IntegrateAndFire {
      requirePositiveThreshold(threshold);
    }

    @Override
    public Dynamics dynamics() {
      return new Dynamics(1, 1, 0, threshold, 0, reset, resetGradient, firing, surrogate);
    }
  }

  /**
   * Parametric LIF: {@link Lif} whose 1/tau = sigmoid(w) is learned, one w a layer, from w0 =
   * -ln(tau - 1) on (Fang 2021 section 4.2; SpikingJelly's ParametricLIFNode). Defaults are those
   * of SEW's 7B networks.
   *
   * @param tau time constant that every layer starts from, above 1
   * @param rest value at the start and after a hard reset, below the threshold
   */
  @Kind("parametric-lif")
  record ParametricLif(
      @Default("2.0") double tau,
      @Default("decayed") Input input,
      @Default("1.0") double threshold,
      @Default("0.0") double rest,
      @Default("hard") Reset reset,
      @Default("detached") ResetGradient resetGradient,
      @Default("at-or-above") Firing firing,
      @Default("arctan") Surrogate surrogate)
      implements Neuron, Learned {

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if tau is not above 1, threshold is not positive or rest is
     *     not below it
     */
    public ParametricLif {
      requireTau(tau);
      requirePositiveThreshold(threshold);
      requireRest(rest, threshold);
    }

    @Override
    public Dynamics dynamics() {
      return dynamics(start());
    }

    @Override
    public Optional<Learned> learned() {
      return Optional.of(this);
    }

    @Override
    public double start() {
      return -Math.log(tau - 1);
    }

    @Override
    public Dynamics dynamics(double w) {
      double share = sigmoid(w);
      double gain = input == Input.DECAYED ? share : 1;
      return new Dynamics(
          1 - share, gain, share * rest, threshold, rest, reset, resetGradient, firing, surrogate);
    }

    @Override
    public double gradient(double w, DynamicsGradient of) {
      double gain = input == Input.DECAYED ? of.gain() : 0;
      return sigmoid(w) * sigmoid(-w) * (gain - of.carry() + rest * of.bias());
    }

    private static double sigmoid(double w) {
      return 1 / (1 + Math.exp(-w));
    }
  }

  /**
   * No spikes: y[t] = max(0, x[t]), with the derivative 1 where x &gt; 0, for the same network as
   * an ANN (Wu 2019 Table 5, Hu 2021 Tables III and V). It has no memory, so that equal timesteps
   * give equal answers; for networks of thresholds V_th is 1, which makes their norms plain.
   */
  @Kind("relu")
  record Relu() implements Neuron {

    /** "Fires" where its input is positive. */
    @Override
    public Dynamics dynamics() {
      Surrogate unused = new Surrogate.Rectangular(1);
      return new Dynamics(0, 1, 0, 0, 0, Reset.HARD, ResetGradient.DETACHED, Firing.ABOVE, unused);
    }

    @Override
    public double threshold() {
      return 1;
    }

    @Override
    public Answer answer() {
      return Answer.INPUT;
    }
  }

  private static void requirePositiveThreshold(double threshold) {
    if (!(threshold > 0 && threshold < Double.POSITIVE_INFINITY)) {
      throw new InvalidValue("neuron.threshold", threshold, "must be positive");
    }
  }

  private static void requireTau(double tau) {
    if (!(tau > 1 && tau < Double.POSITIVE_INFINITY)) {
      throw new InvalidValue("neuron.tau", tau, "must be above 1");
    }
  }

  private static void requireRest(double rest, double threshold) {
    if (!(rest < threshold && rest > Double.NEGATIVE_INFINITY)) {
      throw new InvalidValue("neuron.rest", rest, "must be below neuron.threshold, " + threshold);
    }
  }
}
