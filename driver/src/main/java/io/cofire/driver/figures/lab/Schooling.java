package io.cofire.driver.figures.lab;

import io.cofire.data.batches.Minibatch;
import io.cofire.data.random.Key;
import io.cofire.ops.collective.Alone;
import io.cofire.ops.loss.LossConfig;
import io.cofire.ops.network.NetworkConfig;
import io.cofire.ops.optimizer.OptimizerConfig;
import io.cofire.ops.rank.DivergenceException;
import io.cofire.ops.rank.Evaluation;
import io.cofire.ops.rank.RankTrainer;
import io.cofire.ops.rank.StepResult;
import io.cofire.ops.rank.TrainerConfig;
import io.cofire.ops.schedule.Schedule;
import io.cofire.ops.tensor.Kernels;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * How networks are trained for a figure, in this process on one rank, with nothing changed at
 * random but the order of the samples.
 *
 * @param train what they learn
 * @param kept frames of each that a step sees, drawn anew for each minibatch; all where it is T
 * @param test what they are scored on after each epoch
 * @param batch samples of a step
 * @param epochs how often they see all
 * @param loss what falls
 * @param optimizer how
 * @param schedule of its rate
 */
public record Schooling(
    SampleSet train,
    int kept,
    SampleSet test,
    int batch,
    int epochs,
    LossConfig loss,
    OptimizerConfig optimizer,
    Schedule schedule) {

  private static final double CLEARLY = 1.5; // times a guess

  /** Epochs with cross-entropy, momentum 0.9 and a cosine. */
  public static Schooling of(SampleSet train, SampleSet test, int batch, int epochs, double rate) {
    return new Schooling(
        train,
        train.shape().timesteps(),
        test,
        batch,
        epochs,
        new LossConfig.CrossEntropy(0),
        new OptimizerConfig.Sgd(rate, 0.9, 0, true),
        new Schedule.Cosine());
  }

  /** The same for networks of votes, as Wu 2019: squared error, a constant rate. */
  public Schooling voting(OptimizerConfig other) {
    return new Schooling(
        train,
        kept,
        test,
        batch,
        epochs,
        new LossConfig.SquareError(),
        other,
        new Schedule.Constant());
  }

  /** The same with a weight decay. */
  public Schooling decaying(double weightDecay) {
    OptimizerConfig.Sgd sgd = (OptimizerConfig.Sgd) optimizer;
    OptimizerConfig other =
        new OptimizerConfig.Sgd(sgd.rate(), sgd.momentum(), weightDecay, sgd.decayNorms());
    return new Schooling(train, kept, test, batch, epochs, loss, other, schedule);
  }

  /** The same with fewer frames of each sample in training. */
  public Schooling keeping(int frames) {
    return new Schooling(train, frames, test, batch, epochs, loss, optimizer, schedule);
  }

  /** Whether an accuracy is clearly more than that of a guess among so many classes. */
  public static boolean learnt(double accuracy, int classes) {
    return accuracy >= CLEARLY / classes;
  }

  /** How a network is trained. */
  public TrainerConfig trainer(NetworkConfig network, long seed) {
    int steps = train.size() / batch;
    return new TrainerConfig(
        network,
        train.shape().withTimesteps(kept),
        test.shape(),
        train.classes(),
        batch,
        loss,
        optimizer,
        schedule,
        steps,
        epochs,
        seed);
  }

  /** Trains a network and scores it after each epoch. */
  public Curves learn(Kernels kernels, NetworkConfig network, long seed) {
    return learn(kernels, network, seed, trained -> Boolean.TRUE).curves();
  }

  /**
   * Trains a network, scores it after each epoch and looks at it.
   *
   * @param look is given the trained network; where the training diverged it has its last state
   */
  public <R> Learned<R> learn(
      Kernels kernels, NetworkConfig network, long seed, Function<RankTrainer, R> look) {
    try (RankTrainer trainer = new RankTrainer(kernels, trainer(network, seed), new Alone())) {
      List<Double> trainLoss = new ArrayList<>();
      List<Double> trainAccuracy = new ArrayList<>();
      List<Double> testAccuracy = new ArrayList<>();
      List<Evaluation> last = new ArrayList<>();
      try {
        for (int epoch = 0; epoch < epochs; epoch++) {
          epoch(trainer, Key.of(seed).child("order").child(epoch), trainLoss, trainAccuracy);
          last.clear();
          last.add(trainer.evaluate(test.minibatches(batch).iterator()));
          testAccuracy.add(last.get(0).accuracy());
        }
      } catch (DivergenceException e) {
        testAccuracy.add(1.0 / train.classes());
      }
      Curves curves = new Curves(trainLoss, trainAccuracy, testAccuracy);
      return new Learned<>(curves, last, look.apply(trainer));
    }
  }

  private void epoch(RankTrainer trainer, Key order, List<Double> losses, List<Double> accuracies) {
    SplittableRandom random = order.random();
    double loss = 0;
    int correct = 0;
    int count = 0;
    boolean whole = kept == train.shape().timesteps();
    for (Minibatch each :
        whole ? train.shuffled(batch, random) : train.shuffled(batch, kept, random)) {
      StepResult step = trainer.step(each, batch);
      loss += step.lossSum();
      correct += step.correct();
      count += step.count();
    }
    losses.add(loss / count);
    accuracies.add((double) correct / count);
  }

  /**
   * A training, epoch by epoch; shorter where it diverged.
   *
   * @param trainLoss mean over the epoch's samples
   * @param trainAccuracy of them
   * @param testAccuracy after the epoch; a guess's where it diverged
   */
  public record Curves(
      List<Double> trainLoss, List<Double> trainAccuracy, List<Double> testAccuracy) {

    /** After the last epoch. */
    public double accuracy() {
      return testAccuracy.get(testAccuracy.size() - 1);
    }

    /** The best of all epochs, as Fang 2021 publishes. */
    public double best() {
      return testAccuracy.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }
  }

  /**
   * A training and what was seen of it.
   *
   * @param curves epoch by epoch
   * @param evaluation the last one; none where the first epoch diverged
   * @param seen what the look came to
   */
  public record Learned<R>(Curves curves, List<Evaluation> evaluation, R seen) {}
}
