package io.cofire.driver.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.cofire.ops.inference.LayerOperations;
import io.cofire.ops.inference.NeuronActivity;
import io.cofire.ops.inference.OperationCount;
import io.cofire.ops.inference.ResidualEnergy;
import io.cofire.ops.network.InputShape;
import io.cofire.ops.network.InputShape.Presentation;
import io.cofire.ops.plan.Blueprint;
import io.cofire.ops.rank.Counting;
import io.cofire.ops.rank.Evaluation;
import java.io.Serializable;
import java.util.List;

/**
 * What one sample costs in the mean over a split, by the papers' counting.
 *
 * @param layers every layer with weights, in the order of the forward (Zheng 2020 Table 6)
 * @param total all of them
 * @param residualPaths the estimate of Hu 2021 Table V
 * @param folded where the folded network's spikes differ; null if it was not scored
 */
public record Operations(
    List<Cost> layers,
    Cost total,
    ResidualPaths residualPaths,
    @JsonInclude(JsonInclude.Include.NON_NULL) FoldedSpikes folded)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Copies the list. */
  public Operations {
    layers = List.copyOf(layers);
  }

  /**
   * One layer's operations and energy.
   *
   * @param additions those of multiply-accumulates included
   */
  public record Cost(String layer, double additions, double multiplications, double picojoules)
      implements Serializable {

    private static final long serialVersionUID = 1L;

    private static Cost of(LayerOperations layer) {
      return new Cost(
          layer.layer(), layer.additions(), layer.multiplications(), layer.picojoules());
    }
  }

  /**
   * The convolutions of residual paths alone.
   *
   * @param multiplyAccumulates of one frame
   * @param firingRate of all neurons
   * @param frames T for still images, 1 for frames of events
   * @param additions multiplyAccumulates * firingRate * frames
   * @param picojoules energy of the additions
   * @param picojoulesWithoutSpikes energy of the multiply-accumulates
   */
  public record ResidualPaths(
      double multiplyAccumulates,
      double firingRate,
      int frames,
      double additions,
      double picojoules,
      double picojoulesWithoutSpikes)
      implements Serializable {
    private static final long serialVersionUID = 1L;

    private static ResidualPaths of(ResidualEnergy energy) {
      return new ResidualPaths(
          energy.multiplyAccumulates(),
          energy.firingRate(),
          energy.frames(),
          energy.additions(),
          energy.picojoules(),
          energy.picojoulesWithoutSpikes());
    }
  }

  /**
   * Spikes of the folded network against the original's on the same samples.
   *
   * @param neuronSteps spikes that were possible
   * @param flipped those that differ
   * @param consequences of these, those whose membrane was farther than 1e-4 from its threshold:
   *     flips of earlier layers have reached it
   */
  public record FoldedSpikes(long neuronSteps, long flipped, long consequences)
      implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  /** Of a whole evaluation that counted operations. */
  public static Operations of(
      Blueprint blueprint, InputShape input, Evaluation evaluation, Counting counting) {
    OperationCount count = OperationCount.of(blueprint, input.timesteps(), evaluation.inputs());
    long spikes = evaluation.activity().stream().mapToLong(NeuronActivity::spikes).sum();
    long possible = evaluation.activity().stream().mapToLong(NeuronActivity::neuronSteps).sum();
    int frames = input.presentation() == Presentation.STILL ? input.timesteps() : 1;
    ResidualEnergy residual =
        new ResidualEnergy(
            blueprint.residualPathMultiplications(),
            possible == 0 ? 0 : (double) spikes / possible,
            frames);
    FoldedSpikes folded =
        counting == Counting.FOLDED
            ? new FoldedSpikes(
                evaluation.flips().neuronSteps(),
                evaluation.flips().flipped(),
                evaluation.flips().unexplained())
            : null;
    return new Operations(
        count.layers().stream().map(Cost::of).toList(),
        Cost.of(count.total()),
        ResidualPaths.of(residual),
        folded);
  }
}
