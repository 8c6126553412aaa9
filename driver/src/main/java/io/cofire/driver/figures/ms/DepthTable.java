package io.cofire.driver.figures.ms;

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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Hu 2021 Tables II and VI: accuracy over depth.
 *
 * @param families networks of the zoo by their rows
 * @param small depths of the small form
 * @param full those of the paper
 * @param weightDecay of the table
 * @param remarks on the losses, by row and depth
 */
record DepthTable(
    Map<String, String> families,
    List<Integer> small,
    List<Integer> full,
    double weightDecay,
    Judge remarks) {

  private static final int BATCH = 25;

  /** Looks at a table. */
  private interface Judge {
    List<FigureRemark> remarks(List<Integer> depths, List<Curve> losses, int classes);
  }

  static Exhibit tableTwo() {
    DepthTable table =
        new DepthTable(
            ordered(
                "PlainNet",
                "plainnet",
                "vanilla ResNet",
                "vanilla-resnet",
                "W/O LIF",
                "without-lif-resnet",
                "MS-ResNet",
                "ms-resnet"),
            List.of(8, 20, 32, 44),
            List.of(8, 14, 20, 32, 44, 56),
            0,
            DepthVerdicts::tableTwo);
    return new Exhibit(
        "ms-table2",
        List.of(),
        "Hu 2021, Table II",
        "Accuracy on CIFAR-10 at depths 8 to 56: PlainNet 81.1 to 59.5 (44) and none, vanilla ResNet 81.5"
            + " to 72.4 with its peak at 20, W/O LIF 80.0 to 90.0, MS-ResNet 82.0 to 90.4: the first two"
            + " degrade with depth, the others do not.",
        Set.of(SampleKind.IMAGES),
        table::compute);
  }

  static Exhibit tableSix() {
    DepthTable table =
        new DepthTable(
            ordered("SR-A", "ms-resnet", "SR-B", "sr-b-resnet", "SR-C", "sr-c-resnet"),
            List.of(32, 44),
            List.of(32, 44, 56, 110),
            1e-4,
            DepthVerdicts::tableSix);
    return new Exhibit(
        "ms-table6",
        List.of(),
        "Hu 2021, Table VI",
        "Accuracy on CIFAR-10 at depths 32 to 110: SR-A 90.59 to 91.72, SR-B 90.04 to 91.65, SR-C 89.48 to"
            + " 92.12 (on CIFAR-100 61.0 to 66.8): none degrades.",
        Set.of(SampleKind.IMAGES),
        table::compute);
  }

  private static Map<String, String> ordered(String... pairs) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    return map;
  }

  /** One training. */
  private record Run(String family, int depth) {}

  private FigureResult compute(Lab lab) {
    List<Integer> depths = lab.choose(small, full);
    List<Run> runs = new ArrayList<>();
    for (String family : families.values()) {
      depths.forEach(depth -> runs.add(new Run(family, depth)));
    }
    Schooling school = school(lab);
    List<Schooling.Curves> all =
        lab.each(
            runs,
            (kernels, run) ->
                school.learn(
                    kernels,
                    Slim.resNet(run.family() + run.depth(), lab.choose(2, 1)),
                    lab.seed()));
    List<Curve> rows = new ArrayList<>();
    List<Curve> losses = new ArrayList<>();
    int at = 0;
    for (String label : families.keySet()) {
      List<Schooling.Curves> row = all.subList(at, at + depths.size());
      at += depths.size();
      rows.add(Curve.ticked(label, row.stream().map(one -> 100 * one.accuracy()).toList()));
      losses.add(Curve.ticked(label, row.stream().map(DepthTable::lastLoss).toList()));
    }
    List<String> ticks = depths.stream().map(String::valueOf).toList();
    return new FigureResult(
        size(lab, school),
        List.of(
            new Panel("test accuracy, %", Form.TABLE, "depth", "", ticks, rows),
            new Panel("training loss, last epoch", Form.LINES, "depth", "loss", ticks, losses)),
        remarks.remarks(depths, losses, school.train().classes()));
  }

  private Schooling school(Lab lab) {
    int side = lab.choose(16, 32);
    int timesteps = lab.choose(2, 6);
    SampleSet train = lab.images(side, "train", lab.choose(300, 10_000)).over(timesteps);
    SampleSet test = lab.images(side, "test", lab.choose(200, 2000)).over(timesteps);
    return Schooling.of(train, test, BATCH, lab.choose(4, 30), 0.1).decaying(weightDecay);
  }

  private static String size(Lab lab, Schooling school) {
    return Phrase.of(
        "widths %s, input %dx%d, T = %d, %d epochs on %d %s, %d to score, batch %d, SGD 0.1 with a cosine,"
            + " no augmentation, seed %d (one)",
        lab.choose("8, 16, 32", "16, 32, 64"),
        school.train().shape().height(),
        school.train().shape().width(),
        school.train().shape().timesteps(),
        school.epochs(),
        school.train().size(),
        lab.imagesAre(),
        school.test().size(),
        BATCH,
        lab.seed());
  }

  private static double lastLoss(Schooling.Curves curves) {
    int epochs = curves.trainLoss().size();
    return epochs == 0 ? Double.NaN : curves.trainLoss().get(epochs - 1);
  }
}
