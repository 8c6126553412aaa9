package io.cofire.ops.inference;

import io.cofire.data.memory.DirectBuffers;
import io.cofire.ops.layer.Activation;
import io.cofire.ops.layer.Activation.Signal;
import io.cofire.ops.layer.Probe;
import io.cofire.ops.tensor.Memory;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Adds up the spikes that each layer with weights sees, leaving out the samples of padding. */
public final class InputCounter implements Probe {

  private final Memory memory;
  private final Map<String, LayerInput> inputs = new LinkedHashMap<>();
  private boolean[] counted = {};
  private FloatBuffer host = DirectBuffers.floats(0);

  /** A counter of zero on an engine. */
  public InputCounter(Memory memory) {
    this.memory = memory;
  }

  /**
   * Says what the next forward's samples are.
   *
   * @param labels class of each sample, negative for padding
   */
  public void samples(int[] labels) {
    counted = new boolean[labels.length];
    for (int n = 0; n < labels.length; n++) {
      counted[n] = labels[n] >= 0;
    }
  }

  @Override
  public void spikes(String layer, Tensor spikes) {}

  @Override
  public void multiplied(String layer, Activation x) {
    Shape shape = x.tensor().shape();
    int timed = shape.axes() > 2 ? 1 : 0;
    int each = shape.count(timed + 1, shape.axes());
    int steps = timed == 1 ? shape.size(0) : 1;
    long elements = 0;
    for (boolean real : counted) {
      elements += real ? (long) steps * each : 0;
    }
    long spikes = x.signal() == Signal.SPIKES ? sum(x.tensor(), each) : 0;
    inputs.merge(layer, new LayerInput(layer, x.signal(), spikes, elements), LayerInput::plus);
  }

  private long sum(Tensor x, int each) {
    int elements = x.shape().count();
    if (host.capacity() < elements) {
      host = DirectBuffers.floats(elements);
    }
    memory.download(x, host);
    long sum = 0;
    for (int from = 0; from < elements; from += each) {
      if (counted[from / each % counted.length]) {
        for (int i = from; i < from + each; i++) {
          sum += (long) host.get(i);
        }
      }
    }
    return sum;
  }

  /** The sums so far, layers in the order of the forward. */
  public List<LayerInput> inputs() {
    return List.copyOf(inputs.values());
  }
}
