package io.cofire.driver.figures.ms;

import io.cofire.driver.figures.Exhibit;
import io.cofire.driver.figures.lab.Lab;
import io.cofire.driver.figures.lab.SampleKind;
import io.cofire.driver.figures.lab.SampleSet;
import io.cofire.driver.figures.lab.Schooling;
import io.cofire.driver.figures.lab.Slim;
import io.cofire.driver.figures.result.Curve;
import io.cofire.driver.figures.result.FigureResult;
import io.cofire.driver.figures.result.Panel;
import io.cofire.driver.figures.result.Phrase;
import io.cofire.ops.rank.RankTrainer;
import io.cofire.ops.rank.TrainingState;
import io.cofire.ops.tensor.Kernels;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Hu 2021 Fig. 4: the loss around what a training came to, along two directions. */
final class LossSurface {

  private static final int BATCH = 25;
  private static final int EPOCHS = 30;
  private static final double MOST = 1;
  private static final double HIGHEST = 10; // losses are shown up to it

  private LossSurface() {}

  static Exhibit exhibit() {
    return new Exhibit(
        "ms-fig4",
        List.of(),
        "Hu 2021, Fig. 4",
        "A shallow network's loss surface is convex around its minimum, in the vanilla ResNet and in"
            + " MS-ResNet; with depth the vanilla's gets more minima and maxima, MS-ResNet's does not.",
        Set.of(SampleKind.IMAGES),
        LossSurface::compute);
  }

  private static FigureResult compute(Lab lab) {
    List<String> names = new ArrayList<>();
    List<Integer> depths = lab.choose(List.of(8, 32), List.of(8, 20, 44));
    for (int depth : depths) {
      names.add("vanilla-resnet" + depth);
      names.add("ms-resnet" + depth);
    }
    List<Surface> all = lab.each(names, (kernels, name) -> surface(lab, kernels, name));
    int points = points(lab);
    List<Panel> panels = all.stream().map(Surface::panel).toList();
    int side = lab.choose(16, 32);
    return new FigureResult(
        Phrase.of(
            "widths %s, input %dx%d, T = %d, all trained %d epochs on %d %s, SGD 0.1 with a cosine; loss"
                + " of %d of the training samples, shown up to %.0f, with the running statistics at %d x %d points, two"
                + " orthogonal filter-normalised directions, norms and biases fixed, seed %d",
            lab.choose("8, 16, 32", "16, 32, 64"),
            side,
            side,
            timesteps(lab),
            EPOCHS,
            count(lab),
            lab.imagesAre(),
            scored(lab),
            HIGHEST,
            points,
            points,
            lab.seed()),
        panels,
        Surface.remarks(all));
  }

  private static int points(Lab lab) {
    return lab.choose(11, 21);
  }

  private static int timesteps(Lab lab) {
    return lab.choose(2, 6);
  }

  private static int count(Lab lab) {
    return lab.choose(200, 5000);
  }

  private static int scored(Lab lab) {
    return lab.choose(50, 500);
  }

  private static Surface surface(Lab lab, Kernels kernels, String name) {
    int side = lab.choose(16, 32);
    SampleSet train = lab.images(side, "train", count(lab)).over(timesteps(lab));
    SampleSet test = lab.images(side, "test", lab.choose(100, 1000)).over(timesteps(lab));
    Schooling.Learned<List<Curve>> learned =
        Schooling.of(train, test, BATCH, EPOCHS, 0.1)
            .learn(
                kernels,
                Slim.resNet(name, lab.choose(2, 1)),
                lab.seed(),
                trained -> rows(lab, trained, train.first(scored(lab))));
    return new Surface(name, learned.seen(), learned.curves().accuracy(), train.classes());
  }

  private static List<Curve> rows(Lab lab, RankTrainer trained, SampleSet scored) {
    TrainingState best = trained.state();
    FilterDirections directions =
        FilterDirections.of(best.parameterLayout(), best.parameters(), lab.key("surface"));
    int points = points(lab);
    List<Curve> rows = new ArrayList<>();
    for (int row = 0; row < points; row++) {
      List<Double> losses = new ArrayList<>();
      for (int column = 0; column < points; column++) {
        float[] moved =
            directions.from(best.parameters(), place(column, points), place(row, points));
        trained.restore(
            new TrainingState(
                best.parameterLayout(),
                moved,
                best.statisticsLayout(),
                best.statistics(),
                best.optimizer(),
                best.step()));
        double loss = trained.evaluate(scored.minibatches(BATCH).iterator()).meanLoss();
        losses.add(loss < HIGHEST ? loss : HIGHEST);
      }
      rows.add(Curve.ticked(Phrase.of("%.1f", place(row, points)), losses));
    }
    return rows;
  }

  private static double place(int step, int points) {
    return MOST * (2.0 * step / (points - 1) - 1);
  }
}
