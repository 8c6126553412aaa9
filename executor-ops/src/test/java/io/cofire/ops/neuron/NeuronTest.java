package io.cofire.ops.neuron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cofire.ops.neuron.Dynamics.Firing;
import io.cofire.ops.neuron.Dynamics.Reset;
import io.cofire.ops.neuron.Dynamics.ResetGradient;
import io.cofire.ops.neuron.Neuron.Input;
import io.cofire.ops.surrogate.Surrogate;
import org.junit.jupiter.api.Test;

class NeuronTest {

  private static final Surrogate SURROGATE = new Surrogate.ArcTan(2);

  private static Neuron.Lif lif(double tau, Input input, double rest) {
    return new Neuron.Lif(
        tau, input, 1, rest, Reset.HARD, ResetGradient.DETACHED, Firing.AT_OR_ABOVE, SURROGATE);
  }

  private static Neuron.ParametricLif parametric(double tau, Input input, double rest) {
    return new Neuron.ParametricLif(
        tau, input, 1, rest, Reset.HARD, ResetGradient.DETACHED, Firing.AT_OR_ABOVE, SURROGATE);
  }

  @Test
  void aTimeConstantBecomesACarryAndAGain() {
    Dynamics decayed = lif(4, Input.DECAYED, -0.2).dynamics();
    assertThat(decayed.carry()).isEqualTo(0.75);
    assertThat(decayed.gain()).isEqualTo(0.25);
    assertThat(decayed.bias()).isEqualTo(-0.05);
    assertThat(lif(4, Input.WHOLE, 0).dynamics().gain()).isEqualTo(1);
  }

  @Test
  void aParametricLifStartsAsTheLifOfItsTimeConstant() {
    for (double tau : new double[] {1.1, 2, 16}) {
      Dynamics start = parametric(tau, Input.DECAYED, -0.2).dynamics();
      Dynamics same = lif(tau, Input.DECAYED, -0.2).dynamics();
      assertThat(start.carry()).isCloseTo(same.carry(), within(1e-12));
      assertThat(start.gain()).isCloseTo(same.gain(), within(1e-12));
      assertThat(start.bias()).isCloseTo(same.bias(), within(1e-12));
    }
    assertThat(parametric(2, Input.DECAYED, 0).start()).isZero();
  }

  @Test
  void refusesWhatIsNoNeuron() {
    assertThatThrownBy(() -> lif(1, Input.WHOLE, 0))
        .hasMessage("Invalid neuron.tau: 1.0 (must be above 1)");
    assertThatThrownBy(() -> parametric(0.5, Input.WHOLE, 0))
        .hasMessage("Invalid neuron.tau: 0.5 (must be above 1)");
    assertThatThrownBy(() -> lif(2, Input.WHOLE, 1))
        .hasMessage("Invalid neuron.rest: 1.0 (must be below neuron.threshold, 1.0)");
  }
}
