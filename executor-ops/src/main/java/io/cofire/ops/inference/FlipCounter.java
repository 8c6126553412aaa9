package io.cofire.ops.inference;

import io.cofire.data.memory.DirectBuffers;
import io.cofire.ops.layer.Probe;
import io.cofire.ops.neuron.Dynamics;
import io.cofire.ops.tensor.Memory;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Compares the spikes of two networks with layers of the same names, minibatch by minibatch: the
 * first one's forward is watched by {@link #first}, then the second one's by {@link #second}.
 */
public final class FlipCounter {

  private final Memory memory;
  private final Map<String, Seen> seen = new HashMap<>();
  private boolean[] counted = {};
  private FloatBuffer host = DirectBuffers.floats(0);
  private Flips flips = Flips.NONE;

  /** What the first network's neurons did in a minibatch. */
  private record Seen(BitSet spikes, BitSet close) {}

  /** A counter of zero on an engine. */
  public FlipCounter(Memory memory) {
    this.memory = memory;
  }

  /**
   * Says what the next forwards' samples are.
   *
   * @param labels class of each sample, negative for padding
   */
  public void samples(int[] labels) {
    counted = new boolean[labels.length];
    for (int n = 0; n < labels.length; n++) {
      counted[n] = labels[n] >= 0;
    }
  }

  /** Watches the first network. */
  public Probe first() {
    return new Watching() {
      @Override
      public void fired(String layer, Dynamics dynamics, Tensor membranes, Tensor spikes) {
        BitSet fired = new BitSet();
        FloatBuffer values = read(spikes);
        int elements = elements(spikes);
        for (int i = 0; i < elements; i++) {
          fired.set(i, values.get(i) != 0);
        }
        BitSet close = new BitSet();
        values = read(membranes);
        for (int i = 0; i < elements; i++) {
          close.set(i, Math.abs(values.get(i) - dynamics.threshold()) <= Flips.TOLERANCE);
        }
        seen.put(layer, new Seen(fired, close));
      }
    };
  }

  /** Watches the second network, each layer of which sees what its own layers before it did. */
  public Probe second() {
    return new Watching() {
      @Override
      public void fired(String layer, Dynamics dynamics, Tensor membranes, Tensor spikes) {
        compare(layer, spikes);
      }
    };
  }

  private abstract static class Watching implements Probe {
    @Override
    public final void spikes(String layer, Tensor spikes) {
      throw new IllegalStateException("Cannot compare spikes without their membranes: " + layer);
    }
  }

  private void compare(String layer, Tensor spikes) {
    Seen first = seen.get(layer);
    Shape shape = spikes.shape();
    int each = shape.count(2, shape.axes());
    FloatBuffer values = read(spikes);
    BitSet before = new BitSet(); // neurons that have flipped
    long possible = 0;
    long flipped = 0;
    long unexplained = 0;
    for (int i = 0; i < elements(spikes); i++) {
      int neuron = i % (shape.size(1) * each);
      if (!counted[neuron / each]) {
        continue;
      }
      possible++;
      if ((values.get(i) != 0) != first.spikes().get(i)) {
        flipped++;
        unexplained += first.close().get(i) || before.get(neuron) ? 0 : 1;
        before.set(neuron);
      }
    }
    flips = flips.plus(new Flips(possible, flipped, unexplained));
  }

  private static int elements(Tensor tensor) {
    return tensor.shape().count();
  }

  private FloatBuffer read(Tensor tensor) {
    if (host.capacity() < elements(tensor)) {
      host = DirectBuffers.floats(elements(tensor));
    }
    memory.download(tensor, host);
    return host;
  }

  /** The flips so far. */
  public Flips flips() {
    return flips;
  }
}
