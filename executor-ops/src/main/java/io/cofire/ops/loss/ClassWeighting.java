package io.cofire.ops.loss;

import io.cofire.data.config.Kind;
import io.cofire.data.errors.InvalidValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How much each class counts in training, as a recipe chooses it. */
public sealed interface ClassWeighting permits ClassWeighting.Balanced, ClassWeighting.Given {

  /**
   * The weight of each class.
   *
   * @param labels classes of the samples that are trained on
   * @param classes K
   * @throws InvalidValue if there is not one for each class
   */
  List<Double> weights(int[] labels, int classes);

  /**
   * The rarer the more: n / (k n_c) for n samples of k classes, n_c of them of class c, as
   * scikit-learn's {@code balanced}. A class without a sample counts as the mean of the others, 1.
   */
  @Kind("balanced")
  record Balanced() implements ClassWeighting {
    @Override
    public List<Double> weights(int[] labels, int classes) {
      long[] counts = new long[classes];
      for (int label : labels) {
        counts[label]++;
      }
      long seen = Arrays.stream(counts).filter(count -> count > 0).count();
      List<Double> weights = new ArrayList<>();
      for (long count : counts) {
        weights.add(count == 0 ? 1 : (double) labels.length / (seen * count));
      }
      return weights;
    }
  }

  /**
   * Of one's own.
   *
   * @param weights one for each class, in the order of the manifest
   */
  @Kind("given")
  record Given(List<Double> weights) implements ClassWeighting {
    /** Checks that they are positive. */
    public Given {
      weights = List.copyOf(weights);
      if (weights.isEmpty() || weights.stream().anyMatch(weight -> !(weight > 0))) {
        throw new InvalidValue("classWeights.weights", weights, "must be positive, one a class");
      }
    }

    @Override
    public List<Double> weights(int[] labels, int classes) {
      if (weights.size() != classes) {
        throw new InvalidValue(
            "training.classWeights",
            weights,
            String.format(Locale.ROOT, "must be one for each of the %d classes", classes));
      }
      return weights;
    }
  }
}
