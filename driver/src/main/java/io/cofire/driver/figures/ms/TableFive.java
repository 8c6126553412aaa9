package io.cofire.driver.figures.ms;

import io.cofire.driver.figures.result.FigureRemark;
import io.cofire.driver.figures.result.Phrase;
import io.cofire.ops.inference.ResidualEnergy;
import java.util.ArrayList;
import java.util.List;

/** Hu 2021 Table V beside rates that were measured here. */
final class TableFive {

  private static final double GIGA = 1e9;
  private static final double MEGA = 1e6;
  private static final double PICO_TO_MILLI = 1e-9;
  private static final double NEAR = 0.1; // of a printed value

  /** What the paper prints of a network on ImageNet. */
  private record Printed(
      String label, double giga, double rate, double millijoules, double ratio, String count) {}

  private static final Printed SHALLOW = new Printed("34 layers", 3.53, 0.225, 4.29, 3.78, "");
  private static final Printed DEEP =
      new Printed(
          "104 layers",
          11.79,
          0.192,
          10.19,
          5.32,
          "11.79 is what 102 equal convolutions would have; the first of each stage sees half the"
              + " channels");

  private TableFive() {}

  /**
   * Remarks on both networks.
   *
   * @param rates of both, which may tell why the energy is another
   */
  static List<FigureRemark> remarks(
      ResidualEnergy shallow, ResidualEnergy deep, List<StageRates> rates) {
    String why = why(rates);
    List<FigureRemark> remarks = new ArrayList<>();
    remarks.add(count(SHALLOW, shallow));
    remarks.add(count(DEEP, deep));
    remarks.add(beside(SHALLOW, shallow));
    remarks.add(beside(DEEP, deep));
    remarks.add(
        FigureRemark.of(
            deep.firingRate() < shallow.firingRate() && ratio(deep) > ratio(shallow),
            Phrase.of(
                "from 34 to 104 layers the rate goes from %.3f to %.3f and the ratio of energies from"
                    + " %.2f to %.2f; in the paper the rate falls and the ratio rises",
                shallow.firingRate(), deep.firingRate(), ratio(shallow), ratio(deep)),
            why));
    remarks.add(
        FigureRemark.of(
            third(shallow) && third(deep),
            Phrase.of(
                "with spikes 1/%.2f and 1/%.2f of the energy without: in the paper a third to a fifth",
                ratio(shallow), ratio(deep)),
            "Rates of narrow networks after a short training"));
    return remarks;
  }

  /** The count of the network for CIFAR10-DVS. */
  static FigureRemark recordings(double multiplyAccumulates) {
    return FigureRemark.of(
        Math.abs(multiplyAccumulates / 40.11e6 - 1) < 0.01,
        Phrase.of("CIFAR10-DVS: %.2f MMAC in residual paths", multiplyAccumulates / MEGA),
        "");
  }

  private static FigureRemark count(Printed printed, ResidualEnergy ours) {
    double giga = ours.multiplyAccumulates() / GIGA;
    return FigureRemark.of(
        Math.abs(giga / printed.giga() - 1) < 0.01,
        Phrase.of("%s: %.3f GMAC in residual paths", printed.label(), giga),
        printed.count());
  }

  private static FigureRemark beside(Printed printed, ResidualEnergy ours) {
    double millijoules = ours.picojoules() * PICO_TO_MILLI;
    return FigureRemark.of(
        near(ours.firingRate(), printed.rate())
            && near(millijoules, printed.millijoules())
            && near(ratio(ours), printed.ratio()),
        Phrase.of(
            "%s: rate %.3f (paper %.3f), %.2f mJ with spikes (%.2f), without %.2f times as much (%.2f)",
            printed.label(),
            ours.firingRate(),
            printed.rate(),
            millijoules,
            printed.millijoules(),
            ratio(ours),
            printed.ratio()),
        "Rates of a narrow network after a short training");
  }

  private static boolean near(double ours, double printed) {
    return Math.abs(ours / printed - 1) < NEAR;
  }

  /** Up to 5.5, which the paper still calls a fifth. */
  private static boolean third(ResidualEnergy energy) {
    return ratio(energy) > 2.5 && ratio(energy) < 5.5;
  }

  private static double ratio(ResidualEnergy energy) {
    return energy.picojoulesWithoutSpikes() / energy.picojoules();
  }

  private static String why(List<StageRates> rates) {
    List<String> firsts = new ArrayList<>();
    List<String> seconds = new ArrayList<>();
    for (StageRates each : rates) {
      firsts.add(Phrase.of("%.3f", mean(each.first())));
      seconds.add(Phrase.of("%.3f", mean(each.second())));
    }
    return Phrase.of(
        "Rates here are of narrow networks after a short training on few small images, the paper's of"
            + " ImageNet: mean rates of the stages are %s of the first LIFs, which see"
            + " the sums of the shortcut, and %s of the second, which a norm keeps near their start",
        String.join(" and ", firsts), String.join(" and ", seconds));
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }
}
