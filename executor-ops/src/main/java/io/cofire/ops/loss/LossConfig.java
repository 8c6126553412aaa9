package io.cofire.ops.loss;

/** A loss as a recipe chooses it. */
public sealed interface LossConfig {

  /** The loss that training minimises. */
  Loss training(int classes);

  /** The loss that an evaluation reports: without what only guides training. */
  Loss scoring(int classes);

  /**
   * Softmax cross-entropy.
   *
   * @param labelSmoothing e of (1-e) target + e/K (Szegedy 2016, Section 7), in [0, 1); 0.1 in Hu
   *     2021 on ImageNet
   */
  record CrossEntropy(double labelSmoothing) implements LossConfig {
    /** Checks the smoothing. */
    public CrossEntropy {
      SoftmaxCrossEntropy.requireSmoothing(labelSmoothing);
    }

    @Override
    public Loss training(int classes) {
      return new SoftmaxCrossEntropy(classes, labelSmoothing);
    }

    @Override
    public Loss scoring(int classes) {
      return new SoftmaxCrossEntropy(classes);
    }
  }

  /** Mean square error, for networks that vote (Wu 2019 Eq. 11). */
  record SquareError() implements LossConfig {
    @Override
    public Loss training(int classes) {
      return new MeanSquareError(classes);
    }

    @Override
    public Loss scoring(int classes) {
      return new MeanSquareError(classes);
    }
  }

  /**
   * Temporal efficient training, for networks with logits at every timestep (Deng 2022).
   *
   * @param labelSmoothing e of the cross-entropy, in [0, 1)
   * @param lambda share of the square error to phi, in [0, 1)
   * @param phi constant that the logits are held near
   */
  record Temporal(double labelSmoothing, double lambda, double phi) implements LossConfig {
    /** Checks the values. */
    public Temporal {
      SoftmaxCrossEntropy.requireSmoothing(labelSmoothing);
      TemporalCrossEntropy.requireLambda(lambda);
      TemporalCrossEntropy.requirePhi(phi);
    }

    @Override
    public Loss training(int classes) {
      return new TemporalCrossEntropy(classes, labelSmoothing, lambda, phi);
    }

    @Override
    public Loss scoring(int classes) {
      return new MeanCrossEntropy(new SoftmaxCrossEntropy(classes));
    }
  }
}
