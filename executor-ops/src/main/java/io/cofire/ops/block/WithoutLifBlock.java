package io.cofire.ops.block;

import io.cofire.data.config.Default;
import io.cofire.data.config.Kind;
import io.cofire.ops.layer.BatchNorm.Scaling;
import io.cofire.ops.layer.Layer;
import io.cofire.ops.layer.Residual;
import io.cofire.ops.layer.Wiring;

/**
 * The vanilla block without its neurons after the addition, "W/O LIF" of Hu 2021 Table II: they are
 * neither there nor on top of the body, so that its first convolution sees sums of currents.
 *
 * <pre>
 *   y = norm(conv3x3(LIF(norm(conv3x3(stride)(x))))) + (x or norm(conv1x1(stride)(x)))
 * </pre>
 *
 * @param norm gamma from V_th in the paper's code
 */
@Kind("without-lif")
public record WithoutLifBlock(@Default("threshold-start") NormForm norm) implements BlockConfig {

  @Override
  public Layer build(Wiring wiring, BlockPlan plan) {
    Scaling scaling = norm.scaling(1, plan.neuron().threshold());
    Layer body = ResidualPath.BASIC.chain(wiring, plan, scaling, scaling).layer();
    return new Residual(wiring, plan.input(), body, Shortcut.projection(wiring, plan, scaling));
  }
}
