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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Wu 2019 Fig. 4: accuracy of the three sizes. */
final class NetworkScale {

  private static final int TIMESTEPS = 4;
  private static final List<String> SIZES = List.of("small", "middle", "large");

  private NetworkScale() {}

  static Exhibit exhibit() {
    return new Exhibit(
        "neunorm-fig4",
        List.of(),
        "Wu 2019, Fig. 4",
        "Accuracy improves with the size of the network, on images and on event data.",
        Set.of(SampleKind.IMAGES, SampleKind.RECORDINGS),
        NetworkScale::compute);
  }

  private static FigureResult compute(Lab lab) {
    Schooling images = VotingNets.images(lab, TIMESTEPS);
    Schooling recordings = VotingNets.recordings(lab, TIMESTEPS);
    List<String> names = new ArrayList<>();
    SIZES.forEach(size -> names.add("neunorm-" + size));
    SIZES.forEach(size -> names.add("neunorm-" + size + "-dvs"));
    List<Schooling.Curves> all =
        lab.each(
            names,
            (kernels, name) ->
                (name.endsWith("dvs") ? recordings : images)
                    .learn(
                        kernels, VotingNets.network(lab, name, VotingNets.Form.WITH), lab.seed()));
    List<Curve> curves = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      curves.add(Curve.counted(names.get(i), all.get(i).testAccuracy()));
    }
    List<Double> best = all.stream().map(one -> 100 * one.best()).toList();
    return new FigureResult(
        VotingNets.size(lab, images, lab.imagesAre())
            + Phrase.of(
                "; %d %s, %d to score; T = %d",
                recordings.train().size(),
                lab.recordingsAre(),
                recordings.test().size(),
                TIMESTEPS),
        List.of(
            new Panel("images", Form.LINES, "epoch", "test accuracy", curves.subList(0, 3)),
            new Panel("recordings", Form.LINES, "epoch", "test accuracy", curves.subList(3, 6)),
            new Panel(
                "best test accuracy, %",
                Form.TABLE,
                "",
                "",
                SIZES,
                List.of(
                    Curve.ticked("images", best.subList(0, 3)),
                    Curve.ticked("recordings", best.subList(3, 6))))),
        List.of(
            remark("images", best.subList(0, 3), images.train().classes()),
            remark("recordings", best.subList(3, 6), recordings.train().classes())));
  }

  static FigureRemark remark(String what, List<Double> best, int classes) {
    return VotingNets.compared(
        best,
        classes,
        best.get(0) <= best.get(1) && best.get(1) <= best.get(2) && best.get(0) < best.get(2),
        Phrase.of("%s: %.1f, %.1f, %.1f %%", what, best.get(0), best.get(1), best.get(2)));
  }
}
