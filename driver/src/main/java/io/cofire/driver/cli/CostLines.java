package io.cofire.driver.cli;

import io.cofire.driver.run.EvaluationResult;
import io.cofire.driver.run.Operations;
import io.cofire.driver.run.Operations.Cost;
import io.cofire.driver.run.Operations.FoldedSpikes;
import io.cofire.driver.run.Operations.ResidualPaths;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;

/** What an evaluation counted, as lines for people. */
final class CostLines {

  private static final double MEGA = 1e6;
  private static final double MICRO = 1e-6;

  private CostLines() {}

  static void print(PrintWriter out, EvaluationResult result) {
    out.printf(Locale.ROOT, "%n%-34s %12s%n", "neurons", "firing rate");
    result
        .firingRates()
        .forEach((layer, rate) -> out.printf(Locale.ROOT, "%-34s %12.4f%n", layer, rate));
    Operations operations = result.operations();
    out.printf(
        Locale.ROOT,
        "%n%-34s %12s %16s %10s%n",
        "weights, a sample",
        "additions",
        "multiplications",
        "energy");
    operations.layers().forEach(layer -> cost(out, layer));
    cost(out, operations.total());
    residual(out, operations.residualPaths());
    Optional.ofNullable(operations.folded()).ifPresent(spikes -> folded(out, spikes));
    out.println();
  }

  private static void cost(PrintWriter out, Cost cost) {
    out.printf(
        Locale.ROOT,
        "%-34s %10.3f M %14.3f M %7.2f uJ%n",
        cost.layer(),
        cost.additions() / MEGA,
        cost.multiplications() / MEGA,
        cost.picojoules() * MICRO);
  }

  private static void residual(PrintWriter out, ResidualPaths paths) {
    out.printf(
        Locale.ROOT,
        "residual paths alone: %.3f M MAC a frame at firing rate %.4f%s: %.3f M additions, %.2f uJ (without spikes %.2f uJ)%n",
        paths.multiplyAccumulates() / MEGA,
        paths.firingRate(),
        paths.frames() == 1 ? "" : String.format(Locale.ROOT, " over %d timesteps", paths.frames()),
        paths.additions() / MEGA,
        paths.picojoules() * MICRO,
        paths.picojoulesWithoutSpikes() * MICRO);
  }

  private static void folded(PrintWriter out, FoldedSpikes spikes) {
    out.printf(
        Locale.ROOT,
        "folded: %,d of %,d spikes flipped, %,d of them behind other flips%n",
        spikes.flipped(),
        spikes.neuronSteps(),
        spikes.consequences());
  }
}
