package io.cofire.driver.figures.neunorm;

import io.cofire.data.batches.Minibatch;
import io.cofire.driver.figures.Exhibit;
import io.cofire.driver.figures.lab.Lab;
import io.cofire.driver.figures.lab.Responses;
import io.cofire.driver.figures.lab.SampleKind;
import io.cofire.driver.figures.lab.SampleSet;
import io.cofire.driver.figures.lab.Schooling;
import io.cofire.driver.figures.neunorm.VotingNets.Form;
import io.cofire.driver.figures.result.Curve;
import io.cofire.driver.figures.result.FigureRemark;
import io.cofire.driver.figures.result.FigureResult;
import io.cofire.driver.figures.result.Panel;
import io.cofire.driver.figures.result.Phrase;
import io.cofire.ops.rank.RankTrainer;
import io.cofire.ops.tensor.Kernels;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Wu 2019 Fig. 6: mean votes for each class by the label. */
final class MeanVotes {

  private static final int TIMESTEPS = 4;

  private MeanVotes() {}

  static Exhibit exhibit() {
    return new Exhibit(
        "neunorm-fig6",
        List.of(),
        "Wu 2019, Fig. 6",
        "The mean votes of 500 random images by label and class are clearer along the diagonal with NeuNorm"
            + " than without.",
        Set.of(SampleKind.IMAGES),
        MeanVotes::compute);
  }

  private static FigureResult compute(Lab lab) {
    Schooling school = VotingNets.images(lab, TIMESTEPS);
    List<Form> forms = List.of(Form.WITHOUT, Form.WITH);
    List<Schooling.Learned<double[][]>> all =
        lab.each(
            forms,
            (kernels, form) ->
                school.learn(
                    kernels,
                    VotingNets.network(lab, "neunorm-small", form),
                    lab.seed(),
                    trained -> votes(kernels, trained, school)));
    List<Panel> panels = new ArrayList<>();
    for (int i = 0; i < forms.size(); i++) {
      panels.add(
          new Panel(
              forms.get(i).label,
              Panel.Form.MAP,
              "votes for class",
              "label",
              "mean vote",
              rows(all.get(i).seen()).stream().map(Curve::name).toList(),
              rows(all.get(i).seen())));
    }
    double without = contrast(all.get(0).seen());
    double with = contrast(all.get(1).seen());
    return new FigureResult(
        Phrase.of(
            "the small network of Table 1 (the paper does not say which), T = %d, votes of %d test images, %s",
            TIMESTEPS, school.test().size(), VotingNets.size(lab, school, lab.imagesAre())),
        panels,
        remarks(
            without,
            with,
            100 * all.get(0).curves().best(),
            100 * all.get(1).curves().best(),
            school.test().classes()));
  }

  /** On the contrast of both nets and their best accuracies in percent. */
  static List<FigureRemark> remarks(
      double without, double with, double bestWithout, double bestWith, int classes) {
    return List.of(
        VotingNets.compared(
            List.of(Math.min(bestWithout, bestWith)),
            classes,
            with > without,
            Phrase.of(
                "mean vote on the diagonal less that beside it: %.3f without, %.3f with NeuNorm",
                without, with)),
        FigureRemark.note(
            Phrase.of("best test accuracy %.1f %% without, %.1f %% with", bestWithout, bestWith)));
  }

  private static double[][] votes(Kernels kernels, RankTrainer trained, Schooling school) {
    SampleSet test = school.test();
    double[][] sums = new double[test.classes()][test.classes()];
    int[] counts = new int[test.classes()];
    for (Minibatch batch : test.minibatches(school.batch())) {
      float[][] outputs = Responses.of(kernels, trained.network(), batch).outputs();
      for (int n = 0; n < outputs.length; n++) {
        int label = batch.labels()[n];
        counts[label]++;
        for (int k = 0; k < sums.length; k++) {
          sums[label][k] += outputs[n][k];
        }
      }
    }
    for (int label = 0; label < sums.length; label++) {
      for (int k = 0; k < sums.length; k++) {
        sums[label][k] /= Math.max(1, counts[label]);
      }
    }
    return sums;
  }

  private static List<Curve> rows(double[][] votes) {
    List<Curve> rows = new ArrayList<>();
    for (int label = 0; label < votes.length; label++) {
      List<Double> row = new ArrayList<>();
      for (double vote : votes[label]) {
        row.add(vote);
      }
      rows.add(Curve.ticked(String.valueOf(label), row));
    }
    return rows;
  }

  private static double contrast(double[][] votes) {
    double on = 0;
    double beside = 0;
    for (int label = 0; label < votes.length; label++) {
      for (int k = 0; k < votes.length; k++) {
        if (label == k) {
          on += votes[label][k] / votes.length;
        } else {
          beside += votes[label][k] / (votes.length * (votes.length - 1));
        }
      }
    }
    return on - beside;
  }
}
