package io.cofire.ops.block;

import io.cofire.data.config.Default;
import io.cofire.data.config.Kind;
import io.cofire.ops.layer.BatchNorm.Scaling;
import io.cofire.ops.layer.Layer;
import io.cofire.ops.layer.Wiring;

/**
 * Two layers without a shortcut, the plain nets that the papers compare with (Zheng 2020 Fig. 2,
 * Fang 2021 Table 4, Hu 2021 Table II):
 *
 * <pre>
 *   y = SN(norm(conv3x3(SN(norm(conv3x3(stride)(x))))))
 * </pre>
 *
 * @param norm tdBN for Zheng 2020, plain for Fang 2021, gamma from V_th for Hu 2021
 */
@Kind("plain")
public record PlainBlock(@Default("batch") NormForm norm) implements BlockConfig {

  @Override
  public Layer build(Wiring wiring, BlockPlan plan) {
    Scaling inner = norm.scaling(1, plan.neuron().threshold());
    Scaling last = norm.scaling(1, plan.lastNeuron().threshold());
    return ResidualPath.BASIC.chain(wiring, plan, inner, last).lastNeurons().layer();
  }
}
