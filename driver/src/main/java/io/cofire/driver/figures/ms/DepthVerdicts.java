package io.cofire.driver.figures.ms;

import io.cofire.driver.figures.result.Curve;
import io.cofire.driver.figures.result.FigureRemark;
import io.cofire.driver.figures.result.Phrase;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether networks degrade with depth, by training losses: a short training on few samples has no
 * test accuracies that could tell.
 */
final class DepthVerdicts {

  private static final double CLEARLY = 0.05; // a loss that two networks differ by
  private static final double LEARNT = 0.1; // below a guess's loss

  private static final String WHY = "A short training on few samples; one seed";

  private DepthVerdicts() {}

  /** Hu 2021 Table II; rows are PlainNet, vanilla ResNet, W/O LIF and MS-ResNet. */
  static List<FigureRemark> tableTwo(List<Integer> depths, List<Curve> losses, int classes) {
    int last = depths.size() - 1;
    double plain = losses.get(0).y().get(last);
    double vanilla = losses.get(1).y().get(last);
    double without = losses.get(2).y().get(last);
    double ms = losses.get(3).y().get(last);
    List<FigureRemark> remarks = new ArrayList<>();
    remarks.add(degrades(losses.get(0), depths));
    remarks.add(degrades(losses.get(1), depths));
    remarks.add(stays(losses.get(2), depths, classes));
    remarks.add(stays(losses.get(3), depths, classes));
    remarks.add(
        FigureRemark.of(
            ms < vanilla - CLEARLY && ms < plain - CLEARLY,
            Phrase.of(
                "at depth %d MS-ResNet has the training loss %.2f, vanilla %.2f, PlainNet %.2f",
                depths.get(last), ms, vanilla, plain),
            WHY));
    remarks.add(
        FigureRemark.of(
            ms <= without,
            Phrase.of(
                "MS-ResNet %.2f against W/O LIF %.2f at depth %d", ms, without, depths.get(last)),
            "W/O LIF's convolutions see sums of currents instead of spikes, which learns faster at first; in"
                + " the paper both are near after 100 epochs"));
    return remarks;
  }

  /** Hu 2021 Table VI: none of the rows degrades. */
  static List<FigureRemark> tableSix(List<Integer> depths, List<Curve> losses, int classes) {
    return losses.stream().map(row -> stays(row, depths, classes)).toList();
  }

  private static FigureRemark degrades(Curve row, List<Integer> depths) {
    int last = depths.size() - 1;
    return FigureRemark.of(
        row.y().get(last) > row.y().get(0) + CLEARLY, told(row, depths) + ": it degrades", WHY);
  }

  private static FigureRemark stays(Curve row, List<Integer> depths, int classes) {
    double first = row.y().get(0);
    double deep = row.y().get(depths.size() - 1);
    boolean learnt = deep < Math.log(classes) - LEARNT;
    return FigureRemark.of(
        learnt && deep < first + CLEARLY,
        told(row, depths)
            + (learnt ? "" : Phrase.of(", where a guess has %.2f", Math.log(classes))),
        WHY);
  }

  private static String told(Curve row, List<Integer> depths) {
    int last = depths.size() - 1;
    return Phrase.of(
        "%s: training loss %.2f at depth %d, %.2f at %d",
        row.name(), row.y().get(0), depths.get(0), row.y().get(last), depths.get(last));
  }
}
