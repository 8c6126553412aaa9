package io.cofire.driver.figures.ms;

import io.cofire.driver.figures.Exhibit;
import io.cofire.driver.figures.lab.DrawnNeurons;
import io.cofire.driver.figures.lab.Lab;
import io.cofire.driver.figures.result.Curve;
import io.cofire.driver.figures.result.FigureRemark;
import io.cofire.driver.figures.result.FigureResult;
import io.cofire.driver.figures.result.Panel;
import io.cofire.driver.figures.result.Panel.Form;
import io.cofire.driver.figures.result.Phrase;
import io.cofire.ops.tensor.Kernels;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Hu 2021 Eq. 7 and 8: how many neurons behind a vanilla block leave the state that the identity
 * would give them, for a residual path of N(0, s^2).
 */
final class ChangedStates {

  private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);
  private static final int NEURONS = 200_000;
  private static final List<Double> DEVIATIONS = List.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.7, 1.0);
  private static final List<Double> RATES = List.of(0.1, 0.3, 0.5);

  private ChangedStates() {}

  static Exhibit exhibit() {
    return new Exhibit(
        "ms-eq8",
        List.of("ms-eq7"),
        "Hu 2021, Eq. 7 and 8",
        "With s = V_th = 0.5 about 16 % of the neurons change their state, whatever the rate of the"
            + " shortcut's spikes; for the other 84 % the residual path does nothing.",
        Set.of(),
        ChangedStates::compute);
  }

  private static FigureResult compute(Lab lab) {
    List<Curve> curves = new ArrayList<>();
    for (double rate : RATES) {
      List<Double> shares =
          lab.with(
              kernels -> DEVIATIONS.stream().map(s -> changed(lab, kernels, s, rate)).toList());
      curves.add(new Curve("shortcut at rate " + rate, DEVIATIONS, shares));
    }
    List<Double> exact =
        DEVIATIONS.stream().map(s -> NORMAL.cumulativeProbability(-0.5 / s)).toList();
    curves.add(new Curve("P(z > V_th / s)", DEVIATIONS, exact));
    List<Double> at = curves.stream().map(curve -> curve.y().get(DEVIATIONS.indexOf(0.5))).toList();
    double apart = 0;
    for (int i = 0; i < RATES.size(); i++) {
      apart = Math.max(apart, Math.abs(at.get(i) - at.get(RATES.size())));
    }
    return new FigureResult(
        Phrase.of(
            "%,d neurons of V_th = 0.5 at one timestep, V_th - 1 = -0.5 as in Eq. 8, seed %d",
            NEURONS, lab.seed()),
        List.of(
            new Panel(
                "share of neurons whose state changes",
                Form.LINES,
                "s of the residual path",
                "P(s in S)",
                curves)),
        List.of(
            FigureRemark.of(
                apart < 0.005,
                Phrase.of(
                    "at s = 0.5: %.4f, %.4f, %.4f for the three rates; exactly P(z > 1) = %.4f",
                    at.get(0), at.get(1), at.get(2), at.get(3)),
                "")));
  }

  private static double changed(Lab lab, Kernels kernels, double deviation, double rate) {
    SplittableRandom random = lab.key("states").random();
    float[] sums = new float[NEURONS];
    boolean[] before = new boolean[NEURONS];
    for (int i = 0; i < NEURONS; i++) {
      before[i] = random.nextDouble() < rate;
      sums[i] = (float) (deviation * random.nextGaussian() + (before[i] ? 1 : 0));
    }
    DrawnNeurons seen = DrawnNeurons.of(kernels, TableSeven.LIF.dynamics(), 1, sums);
    int changed = 0;
    for (int i = 0; i < NEURONS; i++) {
      changed += (seen.spikes()[i] != 0) == before[i] ? 0 : 1;
    }
    return (double) changed / NEURONS;
  }
}
