package io.cofire.driver.figures.neunorm;

import io.cofire.driver.figures.Exhibit;
import io.cofire.driver.figures.lab.Lab;
import io.cofire.driver.figures.lab.SampleKind;
import io.cofire.driver.figures.lab.Schooling;
import io.cofire.driver.figures.neunorm.VotingNets.Form;
import io.cofire.driver.figures.result.Curve;
import io.cofire.driver.figures.result.FigureRemark;
import io.cofire.driver.figures.result.FigureResult;
import io.cofire.driver.figures.result.Panel;
import io.cofire.driver.figures.result.Phrase;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Wu 2019 Tables 3 to 5: accuracy with and without NeuNorm, and without spikes. */
final class WithAndWithout {

  private static final int TIMESTEPS = 4;

  /** The networks of the three tables. */
  private static final List<String> NETS =
      List.of("neunorm-nmnist", "neunorm-dvs", "neunorm-cifarnet");

  private static final List<String> PRINTED =
      List.of("99.44 and 99.53", "58.1 and 60.5", "89.83 and 90.53, non-spiking 90.49");

  private WithAndWithout() {}

  static Exhibit exhibit() {
    return new Exhibit(
        "neunorm-table5",
        List.of("neunorm-table3", "neunorm-table4"),
        "Wu 2019, Tables 3, 4 and 5",
        "Without and with NeuNorm: N-MNIST 99.44 and 99.53, DVS-CIFAR10 58.1 and 60.5, CIFAR-10 89.83 and"
            + " 90.53; the same network without spikes has 90.49 on CIFAR-10.",
        Set.of(SampleKind.IMAGES, SampleKind.RECORDINGS),
        WithAndWithout::compute);
  }

  private record Run(String net, Form form) {}

  private static FigureResult compute(Lab lab) {
    Schooling images = VotingNets.images(lab, TIMESTEPS);
    Schooling still = VotingNets.images(lab, 1);
    Schooling recordings = VotingNets.recordings(lab, TIMESTEPS);
    List<Run> runs = new ArrayList<>();
    for (String net : NETS) {
      for (Form form : Form.values()) {
        runs.add(new Run(net, form));
      }
    }
    List<Schooling.Curves> all =
        lab.each(
            runs,
            (kernels, run) -> {
              boolean stills = run.net().endsWith("cifarnet");
              Schooling school =
                  !stills ? recordings : run.form() == Form.NON_SPIKING ? still : images;
              return school.learn(
                  kernels, VotingNets.network(lab, run.net(), run.form()), lab.seed());
            });
    List<Curve> rows = new ArrayList<>();
    List<FigureRemark> remarks = new ArrayList<>();
    for (int i = 0; i < NETS.size(); i++) {
      List<Double> best =
          all.subList(3 * i, 3 * i + 3).stream().map(one -> 100 * one.best()).toList();
      rows.add(Curve.ticked(NETS.get(i), best));
      remarks.addAll(remarks(i, best, (i < 2 ? recordings : images).train().classes()));
    }
    List<String> heads = List.of(Form.values()).stream().map(form -> form.label).toList();
    return new FigureResult(
        VotingNets.size(lab, images, lab.imagesAre())
            + Phrase.of(
                "; the first two networks on %d %s, %d to score; T = %d, without spikes 1 on images",
                recordings.train().size(),
                lab.recordingsAre(),
                recordings.test().size(),
                TIMESTEPS),
        List.of(new Panel("best test accuracy, %", Panel.Form.TABLE, "", "", heads, rows)),
        remarks);
  }

  /** On one network's best accuracies in percent, in the order of the forms. */
  static List<FigureRemark> remarks(int net, List<Double> best, int classes) {
    String ours =
        Phrase.of(
            "%s: without %.1f, with %.1f, non-spiking %.1f %% (paper: %s)",
            NETS.get(net), best.get(0), best.get(1), best.get(2), PRINTED.get(net));
    List<FigureRemark> remarks = new ArrayList<>();
    remarks.add(
        VotingNets.compared(
            List.of(Math.min(best.get(0), best.get(1))), classes, best.get(1) > best.get(0), ours));
    if (net == NETS.size() - 1) {
      remarks.add(
          VotingNets.compared(
              List.of(best.get(1)),
              classes,
              best.get(1) > best.get(2),
              Phrase.of("with NeuNorm %.1f %%, without spikes %.1f %%", best.get(1), best.get(2))));
    }
    return remarks;
  }
}
