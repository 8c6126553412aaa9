package io.cofire.ops.loss;

import io.cofire.data.config.Default;
import io.cofire.data.config.Kind;
import io.cofire.data.errors.Misfit;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** A loss as a recipe chooses it. */
public sealed interface LossConfig
    permits LossConfig.CrossEntropy, LossConfig.SquareError, LossConfig.Temporal {

  /** The loss that training minimises. */
  default Loss training(int classes) {
    return training(classes, List.of());
  }

  /**
   * The loss that training minimises.
   *
   * @param weights of the classes; empty where all count alike
   */
  Loss training(int classes, List<Double> weights);

  /** The loss that an evaluation reports: without what only guides training. */
  Loss scoring(int classes);

  /** Outputs of networks that it can train. */
  Set<OutputKind> outputs();

  /**
   * Checks that it can train a network.
   *
   * @param given what the network gives
   * @throws IllegalArgumentException if it cannot, with the losses that can
   */
  default void requireOutputs(OutputKind given) {
    if (!outputs().contains(given)) {
      throw new Misfit(
          String.format(
              Locale.ROOT,
              "Cannot train this network with this loss: the loss needs %s, the network gives %s; choose training.loss %s, or another network.outputs",
              outputs().stream().map(OutputKind::description).collect(Collectors.joining(" or ")),
              given.description(),
              given.losses()));
    }
  }

  /**
   * Softmax cross-entropy.
   *
   * @param labelSmoothing e of (1-e) target + e/K (Szegedy 2016, Section 7), in [0, 1); 0.1 in Hu
   *     2021 on ImageNet
   */
  @Kind("softmax-cross-entropy")
  record CrossEntropy(@Default("0.0") double labelSmoothing) implements LossConfig {
    /** Checks the smoothing. */
    public CrossEntropy {
      SoftmaxCrossEntropy.requireSmoothing(labelSmoothing);
    }

    @Override
    public Set<OutputKind> outputs() {
      return EnumSet.of(OutputKind.LOGITS);
    }

    @Override
    public Loss training(int classes, List<Double> weights) {
      return new SoftmaxCrossEntropy(classes, labelSmoothing, ClassWeights.of(weights));
    }

    @Override
    public Loss scoring(int classes) {
      return new SoftmaxCrossEntropy(classes);
    }
  }

  /** Mean square error, for networks that vote (Wu 2019 Eq. 11). */
  @Kind("square-error")
  record SquareError() implements LossConfig {
    @Override
    public Set<OutputKind> outputs() {
      return EnumSet.of(OutputKind.LOGITS, OutputKind.VOTES);
    }

    @Override
    public Loss training(int classes, List<Double> weights) {
      return new MeanSquareError(classes, ClassWeights.of(weights));
    }

    @Override
    public Loss scoring(int classes) {
      return new MeanSquareError(classes);
    }
  }

  /**
   * Temporal efficient training, for networks with logits at every timestep (Deng 2022). Defaults
   * are those of its code on CIFAR-10.
   *
   * @param labelSmoothing e of the cross-entropy, in [0, 1)
   * @param lambda share of the square error to phi, in [0, 1)
   * @param phi constant that the logits are held near
   */
  @Kind("temporal-cross-entropy")
  record Temporal(
      @Default("0.0") double labelSmoothing,
      @Default("0.05") double lambda,
      @Default("1.0") double phi)
      implements LossConfig {
    /** Checks the values. */
    public Temporal {
      SoftmaxCrossEntropy.requireSmoothing(labelSmoothing);
      TemporalCrossEntropy.requireLambda(lambda);
      TemporalCrossEntropy.requirePhi(phi);
    }

    @Override
    public Set<OutputKind> outputs() {
      return EnumSet.of(OutputKind.TIMESTEP_LOGITS);
    }

    @Override
    public Loss training(int classes, List<Double> weights) {
      return new TemporalCrossEntropy(
          classes, labelSmoothing, lambda, phi, ClassWeights.of(weights));
    }

    @Override
    public Loss scoring(int classes) {
      return new MeanCrossEntropy(new SoftmaxCrossEntropy(classes));
    }
  }
}
