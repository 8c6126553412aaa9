package io.cofire.ops.block;

import io.cofire.data.config.Default;
import io.cofire.data.config.Kind;
import io.cofire.data.errors.InvalidValue;
import io.cofire.ops.layer.BatchNorm.Scaling;
import io.cofire.ops.layer.Layer;
import io.cofire.ops.layer.Residual;
import io.cofire.ops.layer.Wiring;
import java.util.Optional;

/**
 * The basic membrane-shortcut block (Hu 2021 Fig. 2a), nothing after the addition:
 *
 * <pre>
 *   y = BNz(conv3x3(LIF(BNa(conv3x3(stride)(LIF(x)))))) + (x or BNa(conv1x1(stride)(x)))
 * </pre>
 *
 * <p>BNa's gamma starts from V_th and BNz's from 0, so that every block starts as its shortcut.
 *
 * @param order where in the chain the shortcuts lie; above is SR-A
 * @param downsampling how projecting shortcuts make the maps smaller
 * @param norm what BNa is
 * @param lastNorm what BNz starts from
 */
@Kind("ms")
public record MsBlock(
    @Default("sr-a") Order order,
    @Default("stride") Downsampling downsampling,
    @Default("threshold-start") NormForm norm,
    @Default("zero") LastNorm lastNorm)
    implements BlockConfig {

  /**
   * The alternatives of Hu 2021 section V-C. The text of Fig. 6 gives SR-A, and of the others only
   * that SR-B separates convolution and norm and that SR-C's convolutions do not see spikes; the
   * order of their layers is inferred: the other two places at which the chain can be cut.
   */
  public enum Order {
    /** LIF, conv, norm, twice: the MS-ResNet. */
    SR_A,
    /** Inferred: norm, LIF, conv, twice; projections have no norm. */
    SR_B,
    /** Inferred: conv, norm, LIF, twice. */
    SR_C
  }

  /**
   * Checks that the last norm can start from zero.
   *
   * @throws IllegalArgumentException if it is told to in another order than SR-A
   */
  public MsBlock {
    if (order != Order.SR_A && lastNorm == LastNorm.ZERO) {
      throw new InvalidValue(
          "block.lastNorm",
          "zero",
          "must be like-others unless order is sr-a: sr-b has no norm behind its last convolution,"
              + " and sr-c's last neurons would never fire");
    }
  }

  @Override
  public Cut cut() {
    return switch (order) {
      case SR_A -> Cut.AFTER_NORM;
      case SR_B -> Cut.AFTER_CONVOLUTION;
      case SR_C -> Cut.AFTER_NEURONS;
    };
  }

  @Override
  public Layer build(Wiring wiring, BlockPlan plan) {
    Scaling active = norm.scaling(1, plan.neuron().threshold());
    Scaling beforeLast = norm.scaling(1, plan.lastNeuron().threshold());
    Scaling last = lastNorm.scaling(active, 0);
    int c = plan.channels();
    int stride = plan.stride();
    Chain chain = new Chain(wiring, plan);
    switch (order) {
      case SR_A ->
          chain
              .neurons()
              .conv(c, 3, stride)
              .norm(beforeLast)
              .lastNeurons()
              .conv(c, 3, 1)
              .norm(last);
      case SR_B ->
          chain
              .norm(active)
              .neurons()
              .conv(c, 3, stride)
              .norm(beforeLast)
              .lastNeurons()
              .conv(c, 3, 1);
      case SR_C ->
          chain
              .conv(c, 3, stride)
              .norm(active)
              .neurons()
              .conv(c, 3, 1)
              .norm(beforeLast)
              .lastNeurons();
    }
    return new Residual(wiring, plan.input(), chain.layer(), shortcut(wiring, plan, active));
  }

  /** SR-B's norms would cancel one in the shortcut. */
  private Optional<Layer> shortcut(Wiring wiring, BlockPlan plan, Scaling scaling) {
    return order == Order.SR_B
        ? Shortcut.bareProjection(wiring, plan, downsampling)
        : Shortcut.projection(wiring, plan, scaling, downsampling);
  }
}
