package io.cofire.driver.figures.neunorm;

import io.cofire.driver.figures.Exhibit;
import io.cofire.driver.figures.lab.Lab;
import io.cofire.driver.figures.lab.SampleKind;
import io.cofire.driver.figures.lab.Schooling;
import io.cofire.driver.figures.result.Curve;
import io.cofire.driver.figures.result.FigureRemark;
import io.cofire.driver.figures.result.FigureResult;
import io.cofire.driver.figures.result.Panel;
import io.cofire.driver.figures.result.Panel.Form;
import io.cofire.driver.figures.result.Phrase;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Wu 2019 Fig. 5: accuracy over the simulation length. */
final class SimulationLength {

  private static final List<Integer> LENGTHS = List.of(1, 2, 3, 4, 6, 8);

  private static final double NOT_BAD = 0.8; // of the best
  private static final double ENOUGH = 3; // percent that T = 4 may lack

  private SimulationLength() {}

  static Exhibit exhibit() {
    return new Exhibit(
        "neunorm-fig5",
        List.of(),
        "Wu 2019, Fig. 5",
        "Longer simulations are better, 4 to 8 steps are enough, and one step is not bad already.",
        Set.of(SampleKind.IMAGES),
        SimulationLength::compute);
  }

  private static FigureResult compute(Lab lab) {
    List<Schooling.Curves> all =
        lab.each(
            LENGTHS,
            (kernels, length) ->
                VotingNets.images(lab, length)
                    .learn(
                        kernels,
                        VotingNets.network(lab, "neunorm-small", VotingNets.Form.WITH),
                        lab.seed()));
    List<Double> best = all.stream().map(one -> 100 * one.best()).toList();
    List<Double> lengths = LENGTHS.stream().map(Integer::doubleValue).toList();
    Schooling school = VotingNets.images(lab, 1);
    double chance = 100.0 / school.train().classes();
    return new FigureResult(
        "the small network of Table 1, " + VotingNets.size(lab, school, lab.imagesAre()),
        List.of(
            new Panel(
                "best test accuracy, %",
                Form.LINES, "T", "%", List.of(new Curve("with NeuNorm", lengths, best)))),
        remarks(best, chance));
  }

  /** On the best accuracies in percent, in the order of the lengths. */
  static List<FigureRemark> remarks(List<Double> best, double chance) {
    String why = "Few epochs on few samples; one seed";
    double one = best.get(0);
    double four = best.get(LENGTHS.indexOf(4));
    double longer = Math.max(best.get(LENGTHS.indexOf(6)), best.get(LENGTHS.indexOf(8)));
    double most = Collections.max(best);
    boolean learnt = most > 2 * chance;
    return List.of(
        FigureRemark.of(
            learnt && one > NOT_BAD * most,
            Phrase.of(
                "T = 1: %.1f %%, the best of all %.1f %%, a guess %.0f %%", one, most, chance),
            why),
        FigureRemark.of(
            learnt && longer > one,
            Phrase.of("T = 1: %.1f %%, the better of T = 6 and 8: %.1f %%", one, longer),
            why),
        FigureRemark.of(
            learnt && four > most - ENOUGH,
            Phrase.of("T = 4: %.1f %%, the best of all %.1f %%", four, most),
            why));
  }
}
