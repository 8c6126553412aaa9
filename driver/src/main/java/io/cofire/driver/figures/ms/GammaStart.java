package io.cofire.driver.figures.ms;

import io.cofire.data.batches.Minibatch;
import io.cofire.data.random.Key;
import io.cofire.driver.figures.Exhibit;
import io.cofire.driver.figures.lab.Lab;
import io.cofire.driver.figures.lab.SampleKind;
import io.cofire.driver.figures.lab.SampleSet;
import io.cofire.driver.figures.lab.Schooling;
import io.cofire.driver.figures.lab.Slim;
import io.cofire.driver.figures.result.Curve;
import io.cofire.driver.figures.result.FigureRemark;
import io.cofire.driver.figures.result.FigureResult;
import io.cofire.driver.figures.result.Panel;
import io.cofire.driver.figures.result.Panel.Form;
import io.cofire.driver.figures.result.Phrase;
import io.cofire.ops.collective.Alone;
import io.cofire.ops.network.Layout;
import io.cofire.ops.network.NetworkConfig.ResNet;
import io.cofire.ops.rank.DivergenceException;
import io.cofire.ops.rank.RankTrainer;
import io.cofire.ops.rank.TrainingState;
import io.cofire.ops.tensor.Kernels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Hu 2021 Fig. 5: accuracy after one epoch over what the gammas of a block start from. */
final class GammaStart {

  private static final int BATCH = 20;
  private static final double THRESHOLD = 0.5;

  /** Starts of gamma1 and gamma2, columns of the table: those of BN and of TDBN, and more. */
  private static final List<double[]> STARTS =
      List.of(
          new double[] {1, 1},
          new double[] {1, 0},
          new double[] {THRESHOLD, THRESHOLD},
          new double[] {THRESHOLD, 0},
          new double[] {0, 1},
          new double[] {0, THRESHOLD});

  private GammaStart() {}

  static Exhibit exhibit() {
    return new Exhibit(
        "ms-fig5",
        List.of("ms-fig5a", "ms-fig5b"),
        "Hu 2021, Fig. 5",
        "After the first epoch a gamma2 of 0 is clearly better than (1, 1) of BN and (V_th, V_th) of TDBN,"
            + " and makes one deep network converge that does not otherwise; a gamma1 near 0 does the"
            + " opposite, since its LIF falls silent.",
        Set.of(SampleKind.IMAGES),
        GammaStart::compute);
  }

  /** One start at one depth. */
  private record Run(int depth, double[] start) {}

  /** Loss over the epoch's steps and accuracy after it. */
  private record Seen(List<Double> losses, double accuracy) {}

  private static FigureResult compute(Lab lab) {
    List<Integer> depths = lab.choose(List.of(20, 56), List.of(20, 56, 110));
    List<Run> runs = new ArrayList<>();
    depths.forEach(depth -> STARTS.forEach(start -> runs.add(new Run(depth, start))));
    int side = lab.choose(16, 32);
    SampleSet train = lab.images(side, "train", lab.choose(400, 10_000)).over(timesteps(lab));
    SampleSet test = lab.images(side, "test", lab.choose(200, 1000)).over(timesteps(lab));
    List<Seen> all = lab.each(runs, (kernels, run) -> seen(lab, kernels, run, train, test));
    List<String> heads = STARTS.stream().map(GammaStart::head).toList();
    List<Curve> rows = new ArrayList<>();
    for (int i = 0; i < depths.size(); i++) {
      List<Seen> row = all.subList(i * STARTS.size(), (i + 1) * STARTS.size());
      rows.add(
          Curve.ticked(
              depths.get(i) + " layers", row.stream().map(s -> 100 * s.accuracy()).toList()));
    }
    List<Seen> deep = all.subList(all.size() - STARTS.size(), all.size());
    List<Curve> losses = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      losses.add(Curve.counted(heads.get(i), deep.get(i).losses()));
    }
    return new FigureResult(
        Phrase.of(
            "MS-ResNet, widths %s, input %dx%d, T = %d, one epoch of %d %s in steps of %d, SGD 0.1, %d to"
                + " score, seed %d; (0.5, .) are the gammas of TDBN with V_th = 0.5",
            lab.choose("8, 16, 32", "16, 32, 64"),
            side,
            side,
            timesteps(lab),
            train.size(),
            lab.imagesAre(),
            BATCH,
            test.size(),
            lab.seed()),
        List.of(
            new Panel(
                "(a) test accuracy after one epoch, %, by (gamma1, gamma2)",
                Form.TABLE, "", "", heads, rows),
            new Panel(
                "(b) training loss, " + rows.get(rows.size() - 1).name(),
                Form.LINES,
                "step",
                "loss",
                losses)),
        remarks(rows, last(deep.get(0)), last(deep.get(1))));
  }

  private static int timesteps(Lab lab) {
    return lab.choose(2, 6);
  }

  private static String head(double[] start) {
    return Phrase.of("(%.1f, %.1f)", start[0], start[1]);
  }

  private static Seen seen(Lab lab, Kernels kernels, Run run, SampleSet train, SampleSet test) {
    Schooling school = Schooling.of(train, test, BATCH, 5, 0.1); // the first epoch of several
    ResNet network = Slim.resNet("ms-resnet" + run.depth(), lab.choose(2, 1));
    List<Double> losses = new ArrayList<>();
    try (RankTrainer trainer =
        new RankTrainer(kernels, school.trainer(network, lab.seed()), new Alone())) {
      start(trainer, run.start());
      for (Minibatch batch : train.shuffled(BATCH, Key.of(lab.seed()).child("order").random())) {
        losses.add(trainer.step(batch, BATCH).lossSum() / BATCH);
      }
      double accuracy = trainer.evaluate(test.minibatches(BATCH).iterator()).accuracy();
      return new Seen(losses, accuracy);
    } catch (DivergenceException e) {
      return new Seen(losses, 1.0 / train.classes());
    }
  }

  private static void start(RankTrainer trainer, double[] start) {
    TrainingState state = trainer.state();
    for (Layout.Entry entry : state.parameterLayout().entries()) {
      if (entry.name().matches("stage.*[.]block[0-9]+[.]norm[12][.]gamma")) {
        double gamma = entry.name().contains("norm1") ? start[0] : start[1];
        Arrays.fill(state.parameters(), entry.offset(), entry.end(), (float) gamma);
      }
    }
    trainer.restore(state);
  }

  private static double last(Seen seen) {
    return seen.losses().isEmpty() ? Double.NaN : seen.losses().get(seen.losses().size() - 1);
  }

  /**
   * Remarks on accuracies, a row for each depth, and on the deepest network's last losses.
   *
   * @param plain loss from (1, 1)
   * @param zero loss from (1, 0)
   */
  static List<FigureRemark> remarks(List<Curve> rows, double plain, double zero) {
    List<FigureRemark> remarks = new ArrayList<>();
    String why = "One epoch of few samples";
    for (Curve row : rows) {
      List<Double> y = row.y();
      remarks.add(
          FigureRemark.of(
              y.get(1) > y.get(0) && y.get(3) > y.get(2),
              Phrase.of(
                  "%s: BN (1, 1) %.1f %%, (1, 0) %.1f %%; TDBN (V, V) %.1f %%, (V, 0) %.1f %%",
                  row.name(), y.get(0), y.get(1), y.get(2), y.get(3)),
              why));
      remarks.add(
          FigureRemark.of(
              y.get(4) < y.get(0) && y.get(5) < y.get(2), // each against the usual start
              Phrase.of(
                  "%s: with gamma1 = 0 %.1f %% and %.1f %%, with both as usual %.1f %% and %.1f %%",
                  row.name(), y.get(4), y.get(5), y.get(0), y.get(2)),
              why));
    }
    remarks.add(
        FigureRemark.of(
            zero < plain,
            Phrase.of("deepest, loss of the last step: (1, 1) %.2f, (1, 0) %.2f", plain, zero),
            why));
    return remarks;
  }
}
