package io.cofire.driver.figures.neunorm;

import io.cofire.data.batches.Minibatch;
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
import io.cofire.ops.optimizer.OptimizerConfig;
import io.cofire.ops.rank.RankTrainer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Wu 2019 Fig. 3: time of an epoch of the three sizes. */
final class EpochTimes {

  private static final int TIMESTEPS = 10;
  private static final double NANOS = 1e9;
  private static final List<String> SIZES = List.of("small", "middle", "large");

  private EpochTimes() {}

  static Exhibit exhibit() {
    return new Exhibit(
        "neunorm-fig3",
        List.of(),
        "Wu 2019, Fig. 3",
        "Average time of an epoch at T = 10 and batch 20 over 10 runs for the small, middle and large network"
            + " on three data sets; PyTorch on a GPU is tens of times faster than Matlab.",
        Set.of(SampleKind.IMAGES, SampleKind.RECORDINGS),
        EpochTimes::compute);
  }

  private static FigureResult compute(Lab lab) {
    int steps = lab.choose(2, 10);
    int side = lab.choose(16, 32);
    SampleSet images = lab.images(side, "train", steps * VotingNets.BATCH).over(TIMESTEPS);
    SampleSet recordings = lab.recordings(TIMESTEPS, "train", steps * VotingNets.BATCH);
    List<Double> still = new ArrayList<>();
    List<Double> events = new ArrayList<>();
    for (String size : SIZES) { // one after the other: a time is measured
      still.add(seconds(lab, "neunorm-" + size, images));
      events.add(seconds(lab, "neunorm-" + size + "-dvs", recordings));
    }
    return new FigureResult(
        Phrase.of(
            "seconds for 1,000 samples from %d steps of %d on one thread, T = %d, widths / %d, images"
                + " %dx%d and recordings %dx%d (%s; %s), one run after one to warm up, seed %d",
            steps,
            VotingNets.BATCH,
            TIMESTEPS,
            divisor(lab),
            side,
            side,
            recordings.shape().height(),
            recordings.shape().width(),
            lab.imagesAre(),
            lab.recordingsAre(),
            lab.seed()),
        List.of(
            new Panel(
                "seconds for 1,000 samples",
                Form.TABLE,
                "",
                "",
                SIZES,
                List.of(Curve.ticked("images", still), Curve.ticked("recordings", events)))),
        remarks(still, events));
  }

  static List<FigureRemark> remarks(List<Double> images, List<Double> recordings) {
    return List.of(
        rising("images", images),
        rising("recordings", recordings),
        FigureRemark.note("Nothing of Matlab or PyTorch was run beside it"));
  }

  private static FigureRemark rising(String what, List<Double> times) {
    return FigureRemark.of(
        times.get(0) < times.get(1) && times.get(1) < times.get(2),
        Phrase.of(
            "%s, small to large: %.1f, %.1f, %.1f s",
            what, times.get(0), times.get(1), times.get(2)),
        "A time on a machine that does other work too");
  }

  private static int divisor(Lab lab) {
    return lab.choose(4, 1);
  }

  private static double seconds(Lab lab, String name, SampleSet samples) {
    Schooling school =
        Schooling.of(samples, samples, VotingNets.BATCH, 1, 0.1)
            .voting(new OptimizerConfig.Sgd(0.1, 0.9, 0, true));
    List<Minibatch> batches = samples.minibatches(VotingNets.BATCH);
    return lab.with(
        kernels -> {
          try (RankTrainer trainer =
              new RankTrainer(
                  kernels,
                  school.trainer(Slim.layered(name, divisor(lab)), lab.seed()),
                  new Alone())) {
            trainer.step(batches.get(0), VotingNets.BATCH);
            long began = System.nanoTime();
            batches.forEach(batch -> trainer.step(batch, VotingNets.BATCH));
            return (System.nanoTime() - began) / NANOS / samples.size() * 1000;
          }
        });
  }
}
