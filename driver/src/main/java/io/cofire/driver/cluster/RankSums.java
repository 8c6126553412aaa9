package io.cofire.driver.cluster;

import io.cofire.data.readahead.ReadFigures;
import io.cofire.driver.checkpoint.Progress;
import io.cofire.driver.run.RankTimes;
import io.cofire.driver.run.StepTotals;
import io.cofire.ops.collective.Collective;
import io.cofire.ops.inference.Flips;
import io.cofire.ops.inference.LayerInput;
import io.cofire.ops.inference.NeuronActivity;
import io.cofire.ops.rank.Evaluation;
import io.cofire.ops.rank.StepResult;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Puts the ranks' shares of a result together, in rank order, so that every rank has the whole. */
final class RankSums {

  private RankSums() {}

  /**
   * Puts a step together.
   *
   * @param sums of the epoch before this step
   * @param times of this rank in this step
   */
  static StepTotals step(
      Progress.Sums sums, StepResult mine, RankTimes times, RankHosts crew, Collective collective) {
    Progress.Sums total = sums;
    List<RankTimes> ranks = new ArrayList<>();
    List<NeuronActivity> activity = mine.activity();
    for (float[] floats : collective.gather("step.result", encode(mine, times))) {
      ExactFloats.Reader in = new ExactFloats.Reader(floats);
      total = total.plus(in.nextDouble(), in.nextLong(), in.nextLong());
      ranks.add(times(in, ranks.size(), crew));
      List<NeuronActivity> theirs = activity(in, mine.activity());
      activity = ranks.size() == 1 ? theirs : sum(activity, theirs);
    }
    return new StepTotals(total, ranks, activity, mine.unmoved());
  }

  private static float[] encode(StepResult mine, RankTimes times) {
    ExactFloats out = new ExactFloats();
    out.add(mine.lossSum()).add(mine.correct()).add(mine.count());
    out.add(times.dataSeconds()).add(times.forwardSeconds()).add(times.backwardSeconds());
    out.add(times.statisticsSeconds()).add(times.gradientsSeconds()).add(times.updateSeconds());
    out.add(times.bytesSent());
    mine.activity().forEach(layer -> out.add(layer.spikes()).add(layer.neuronSteps()));
    return out.toArray();
  }

  private static RankTimes times(ExactFloats.Reader in, int rank, RankHosts crew) {
    return new RankTimes(
        rank,
        crew.label(rank),
        in.nextDouble(),
        in.nextDouble(),
        in.nextDouble(),
        in.nextDouble(),
        in.nextDouble(),
        in.nextDouble(),
        in.nextLong());
  }

  private static List<NeuronActivity> activity(ExactFloats.Reader in, List<NeuronActivity> names) {
    List<NeuronActivity> activity = new ArrayList<>();
    for (NeuronActivity layer : names) {
      activity.add(new NeuronActivity(layer.layer(), in.nextLong(), in.nextLong()));
    }
    return activity;
  }

  private static List<NeuronActivity> sum(List<NeuronActivity> some, List<NeuronActivity> more) {
    List<NeuronActivity> sum = new ArrayList<>();
    for (int i = 0; i < some.size(); i++) {
      sum.add(some.get(i).plus(more.get(i)));
    }
    return sum;
  }

  /**
   * Puts together what all hosts have read.
   *
   * @param mine what this rank tells: its host's, or nothing
   */
  static ReadFigures reads(ReadFigures mine, Collective collective) {
    ExactFloats out = new ExactFloats().add(mine.opens()).add(mine.storeBytes());
    out.add(mine.diskBytes()).add(mine.memoryBytes()).add(mine.waitSeconds());
    return Stream.of(collective.gather("reads", out.toArray()))
        .map(ExactFloats.Reader::new)
        .map(RankSums::reads)
        .reduce(ReadFigures.NONE, ReadFigures::plus);
  }

  private static ReadFigures reads(ExactFloats.Reader in) {
    return new ReadFigures(
        in.nextLong(), in.nextLong(), in.nextLong(), in.nextLong(), in.nextDouble());
  }

  static Evaluation merge(Evaluation mine, Collective collective) {
    return Stream.of(collective.gather("evaluation", encode(mine)))
        .map(share -> decode(share, mine))
        .reduce(Evaluation::plus)
        .orElseThrow();
  }

  private static float[] encode(Evaluation evaluation) {
    ExactFloats out = new ExactFloats().add(evaluation.lossSum()).add(evaluation.count());
    out.add(evaluation.topFive()).add(evaluation.undefined());
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
    long topFive = in.nextLong();
    long undefined = in.nextLong();
    int classes = names.confusion().length;
    long[][] confusion = new long[classes][classes];
    for (long[] row : confusion) {
      for (int k = 0; k < classes; k++) {
        row[k] = in.nextLong();
      }
    }
    List<NeuronActivity> activity = activity(in, names.activity());
    List<LayerInput> inputs = new ArrayList<>();
    for (LayerInput layer : names.inputs()) {
      inputs.add(new LayerInput(layer.layer(), layer.signal(), in.nextLong(), in.nextLong()));
    }
    Flips flips = new Flips(in.nextLong(), in.nextLong(), in.nextLong());
    return new Evaluation(lossSum, count, topFive, undefined, confusion, activity, inputs, flips);
  }
}
