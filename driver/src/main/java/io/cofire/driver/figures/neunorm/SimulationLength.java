package io.cofire.driver.figures.neunorm;

import io.cofire.driver.figures.Exhibit;
import io.cofire.driver.figures.lab.Lab;
import io.cofire.driver.figures.lab.Samples;
import io.cofire.driver.figures.lab.Schooling;
import io.cofire.driver.figures.result.Curve;
import io.cofire.driver.figures.result.FigureRemark;
import io.cofire.driver.figures.result.FigureResult;
import io.cofire.driver.figures.result.Panel;
import io.cofire.driver.figures.result.Panel.Form;
import io.cofire.driver.figures.result.Phrase;
import java.util.List;
import java.util.Set;

/** Wu 2019 Fig. 5: accuracy over the simulation length. */
final class SimulationLength {

  private static final List<Integer> LENGTHS = List.of(1, 2, 3, 4, 6, 8);

  private SimulationLength() {}

  static Exhibit exhibit() {
    return new Exhibit(
        "neunorm-fig5",
        List.of(),
        "Wu 2019, Fig. 5",
        "Longer simulations are better, 4 to 8 steps are enough, and one step is not bad already.",
        Set.of(Samples.IMAGES),
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
        List.of(
            FigureRemark.of(
                best.get(0) > 2 * chance,
                Phrase.of("T = 1: %.1f %%, a guess %.0f %%", best.get(0), chance),
                "Few epochs on few samples; one seed"),
            FigureRemark.of(
                Math.max(best.get(4), best.get(5)) >= best.get(0),
                Phrase.of("T = 6 and 8: %.1f %% and %.1f %%", best.get(4), best.get(5)),
                "Few epochs on few samples; one seed")));
  }
}
