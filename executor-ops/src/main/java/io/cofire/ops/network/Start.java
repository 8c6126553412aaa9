package io.cofire.ops.network;

import io.cofire.ops.layer.Initial;
import io.cofire.ops.neuron.Dynamics;

/**
 * What the weights of a {@link NetworkConfig.Layered} network start from. Nothing scales its
 * currents on their way, so that they must reach V_th by themselves: where they do not, no neuron
 * fires, and a surrogate of bounded width passes no gradient on. Wu 2019 prints no start.
 *
 * <p>All are functions of the network and the run's key alone; no data are looked at.
 */
public enum Start {
  /**
   * As in networks with norms: He's fan-out for convolutions, uniform in +-1/sqrt(inputs) for
   * linear layers. It knows nothing of V_th and loses strength where a layer widens.
   */
  FAN_OUT {
    @Override
    Initial weights(Synapses synapses) {
      return synapses.normed();
    }
  },

  /**
   * He's fan-in, deviation sqrt(2 / inputs), which keeps the strength of what passes (He et al.
   * 2015 Eq. 10): where V_th is small beside the input, and for few layers, since it knows nothing
   * of V_th either.
   */
  FAN_IN {
    @Override
    Initial weights(Synapses synapses) {
      return Initial.heFanIn(synapses.inputs());
    }
  },

  /**
   * Normal with the deviation at which a share r = {@link #RATE} of a layer's neurons fires at the
   * first timestep:
   *
   * <pre>
   *   deviation = d / (z sqrt(inputs q))      P(N(0,1) &gt; z) = r
   * </pre>
   *
   * where d is the current that lifts a membrane from rest to V_th, inputs those of a current that
   * lie inside the map, on average, and q the mean square of an input: r where the layer sees
   * spikes, r^2 + r (1 - r) / w^2 behind an average pool of w x w that sees them, 1 in the first
   * layer, as normalised images have. The rates are the same for every V_th. A layer that fires
   * somewhat more or less than r is answered by the next: about six tenths of the difference are
   * left behind each, so that the rates hold at any depth.
   */
  THRESHOLD {
    @Override
    Initial weights(Synapses synapses) {
      double strength = Math.sqrt(synapses.seen() * synapses.power());
      return new Initial.Normal(distance(synapses.neuron()) / (QUANTILE * strength));
    }
  };

  /** The rate that {@link #THRESHOLD} starts from, and the mean square of such spikes. */
  static final double RATE = 0.2;

  private static final double QUANTILE = 0.8416212335729143; // the normal's, above which RATE lies

  /**
   * What the weights of one layer are for.
   *
   * @param inputs weights of one current
   * @param seen how many of them see something: fewer than all at a border, here the mean
   * @param power mean square of an input
   * @param neuron what the currents drive
   * @param normed the layer's start in networks with norms
   */
  record Synapses(int inputs, double seen, double power, Dynamics neuron, Initial normed) {}

  /** The start of one layer's weights. */
  abstract Initial weights(Synapses synapses);

  /** Mean square of the spikes behind an average pool, if they do not know of each other. */
  static double pooled(int window) {
    return RATE * RATE + RATE * (1 - RATE) / ((double) window * window);
  }

  /** The current that lifts a membrane from rest to the threshold in one timestep. */
  private static double distance(Dynamics neuron) {
    double alone = neuron.carry() * neuron.rest() + neuron.bias();
    return (neuron.threshold() - alone) / neuron.gain();
  }
}
