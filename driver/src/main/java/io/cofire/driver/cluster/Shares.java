package io.cofire.driver.cluster;

import io.cofire.driver.checkpoint.Progress;
import io.cofire.ops.collective.Collective;
import io.cofire.ops.inference.Flips;
import io.cofire.ops.inference.LayerInput;
import io.cofire.ops.inference.NeuronActivity;
import io.cofire.ops.rank.Evaluation;
import io.cofire.ops.rank.StepResult;
import java.util.ArrayList;
import java.util.List;

/** Puts the ranks' shares of a result together, in rank order, so that every rank has the whole. */
final class Shares {

  private Shares() {}

  static Progress.Sums add(Progress.Sums sums, StepResult mine, Collective collective) {
    float[] share =
        new ExactFloats().add(mine.lossSum()).add(mine.correct()).add(mine.count()).toArray();
    Progress.Sums total = sums;
    for (float[] floats : collective.gather("step.result", share)) {
      ExactFloats.Reader in = new ExactFloats.Reader(floats);
      total = total.plus(in.nextDouble(), in.nextLong(), in.nextLong());
    }
    return total;
  }

  static Evaluation merge(Evaluation mine, Collective collective) {
    Evaluation whole = null;
    for (float[] share : collective.gather("evaluation", encode(mine))) {
      Evaluation next = decode(share, mine);
      whole = whole == null ? next : whole.plus(next);
    }
    return whole;
  }

  private static float[] encode(Evaluation evaluation) {
    ExactFloats out = new ExactFloats().add(evaluation.lossSum()).add(evaluation.count());
    for (long[] row : evaluation.confusion()) {
      for (long cell : row) {
        out.add(cell);
      }
    }
    for (NeuronActivity layer : evaluation.activity()) {
      out.add(layer.spikes()).add(layer.neuronSteps());
    }
    for (LayerInput layer : evaluation.inputs()) {
      out.add(layer.spikes()).add(layer.elements());
    }
    Flips flips = evaluation.flips();
    return out.add(flips.neuronSteps()).add(flips.flipped()).add(flips.unexplained()).toArray();
  }

  /** Reads a share; the names of the layers are those of any other share. */
  private static Evaluation decode(float[] share, Evaluation names) {
    ExactFloats.Reader in = new ExactFloats.Reader(share);
    double lossSum = in.nextDouble();
    long count = in.nextLong();
    int classes = names.confusion().length;
    long[][] confusion = new long[classes][classes];
    for (long[] row : confusion) {
      for (int k = 0; k < classes; k++) {
        row[k] = in.nextLong();
      }
    }
    List<NeuronActivity> activity = new ArrayList<>();
    for (NeuronActivity layer : names.activity()) {
      activity.add(new NeuronActivity(layer.layer(), in.nextLong(), in.nextLong()));
    }
    List<LayerInput> inputs = new ArrayList<>();
    for (LayerInput layer : names.inputs()) {
      inputs.add(new LayerInput(layer.layer(), layer.signal(), in.nextLong(), in.nextLong()));
    }
    Flips flips = new Flips(in.nextLong(), in.nextLong(), in.nextLong());
    return new Evaluation(lossSum, count, confusion, activity, inputs, flips);
  }
}
