package io.cofire.ops.inference;

import io.cofire.ops.layer.Probe;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;
import io.cofire.ops.tensor.TimeKernels;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts each neuron layer's spikes over many batches, leaving out the samples of padding. */
public final class SpikeCounter implements Probe {

  private final TimeKernels time;
  private final Map<String, NeuronActivity> activity = new LinkedHashMap<>();
  private boolean[] counted = {};

  /** A counter of zero on an engine. */
  public SpikeCounter(TimeKernels time) {
    this.time = time;
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
  public void spikes(String layer, Tensor spikes) {
    Shape shape = spikes.shape();
    int perSample = shape.count(2, shape.axes());
    long fired = 0;
    long steps = 0;
    int run;
    for (int n = 0; n < counted.length; n += run) {
      run = run(n);
      if (counted[n]) {
        fired += count(spikes, n, run, perSample);
        steps += (long) shape.size(0) * run * perSample;
      }
    }
    activity.merge(layer, new NeuronActivity(layer, fired, steps), NeuronActivity::plus);
  }

  /** Neighbouring samples that are counted alike. */
  private int run(int first) {
    int end = first + 1;
    while (end < counted.length && counted[end] == counted[first]) {
      end++;
    }
    return end - first;
  }

  private long count(Tensor spikes, int first, int samples, int perSample) {
    int batch = spikes.shape().size(1);
    if (samples == batch) {
      return time.countNonZero(spikes);
    }
    long fired = 0;
    Shape part = Shape.of(samples, perSample);
    for (int t = 0; t < spikes.shape().size(0); t++) {
      long offset = ((long) t * batch + first) * perSample;
      fired += time.countNonZero(spikes.slice(offset, part));
    }
    return fired;
  }

  /** The counts so far, layers in the order of the forward. */
  public List<NeuronActivity> activity() {
    return List.copyOf(activity.values());
  }
}
