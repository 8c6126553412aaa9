package io.cofire.driver.figures.neunorm;

import io.cofire.driver.figures.lab.Lab;
import io.cofire.driver.figures.lab.SampleSet;
import io.cofire.driver.figures.lab.Schooling;
import io.cofire.driver.figures.lab.Slim;
import io.cofire.driver.figures.result.FigureRemark;
import io.cofire.driver.figures.result.Phrase;
import io.cofire.ops.network.MapNorm;
import io.cofire.ops.network.NetworkConfig.Layered;
import io.cofire.ops.network.Part;
import io.cofire.ops.neuron.Neuron;
import io.cofire.ops.optimizer.OptimizerConfig;
import java.util.List;

/** The networks of Wu 2019 Tables 1 and 2, made narrower, and how they are trained here. */
final class VotingNets {

  static final int BATCH = 20; // the paper's, for its times

  /** What stands between convolutions, and whether there are spikes. */
  enum Form {
    WITHOUT("without NeuNorm"),
    WITH("with NeuNorm"),
    NON_SPIKING("non-spiking");

    final String label;

    Form(String label) {
      this.label = label;
    }
  }

  private VotingNets() {}

  static int divisor(Lab lab) {
    return lab.choose(8, 2);
  }

  static int side(Lab lab) {
    return lab.choose(16, 32);
  }

  static Layered network(Lab lab, String name, Form form) {
    Layered slim = Slim.layered(name, divisor(lab));
    Neuron neuron = form == Form.NON_SPIKING ? new Neuron.Relu() : slim.neuron();
    MapNorm norm = form == Form.WITH ? slim.norm() : new MapNorm.None();
    return new Layered(
        parts(lab, slim), neuron, norm, slim.encoding(), slim.votersPerClass(), slim.start());
  }

  /** In the small form without dropout, which leaves narrow layers too little. */
  private static List<Part> parts(Lab lab, Layered slim) {
    return slim.parts().stream()
        .filter(part -> lab.choose(false, true) || !(part instanceof Part.Dropout))
        .toList();
  }

  /** SampleSet of a step. */
  static int batch(Lab lab) {
    return lab.choose(10, BATCH);
  }

  /**
   * A comparison of accuracies in percent, which says nothing where none is clearly above a guess.
   *
   * @param agrees whether they are as the paper states
   * @param text tells them
   */
  static FigureRemark compared(List<Double> accuracies, int classes, boolean agrees, String text) {
    double best = accuracies.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    return Schooling.learnt(best / 100, classes)
        ? FigureRemark.of(agrees, text, "Few epochs on few samples; one seed")
        : FigureRemark.note(
            text + ": not all have learnt more than a guess in so short a training");
  }

  private static double rate(Lab lab) {
    return lab.choose(3e-3, 1e-3);
  }

  static Schooling images(Lab lab, int timesteps) {
    SampleSet train = lab.images(side(lab), "train", lab.choose(400, 10_000)).over(timesteps);
    SampleSet test = lab.images(side(lab), "test", lab.choose(200, 1000)).over(timesteps);
    return voting(lab, Schooling.of(train, test, batch(lab), epochs(lab), 0.1));
  }

  static Schooling recordings(Lab lab, int timesteps) {
    SampleSet train = lab.recordings(timesteps, "train", lab.choose(120, 5000));
    SampleSet test = lab.recordings(timesteps, "test", lab.choose(80, 1000));
    return voting(lab, Schooling.of(train, test, batch(lab), epochs(lab), 0.1));
  }

  private static Schooling voting(Lab lab, Schooling school) {
    return school.voting(new OptimizerConfig.Adam(rate(lab), 0.9, 0.999, 1e-8, 0, true));
  }

  static int epochs(Lab lab) {
    return lab.choose(8, 40);
  }

  static String size(Lab lab, Schooling school, String material) {
    return Phrase.of(
        "widths / %d, input %dx%d, %d epochs on %d %s, %d to score, batch %d, Adam %.0e (the paper trains"
            + " images with SGD 0.1), squared error, %s, seed %d (one)",
        divisor(lab),
        school.train().shape().height(),
        school.train().shape().width(),
        school.epochs(),
        school.train().size(),
        material,
        school.test().size(),
        batch(lab),
        rate(lab),
        lab.choose("no dropout", "dropout 0.5 on images"),
        lab.seed());
  }
}
