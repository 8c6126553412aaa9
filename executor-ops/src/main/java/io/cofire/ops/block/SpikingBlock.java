package io.cofire.ops.block;

import io.cofire.data.config.Default;
import io.cofire.data.config.Kind;
import io.cofire.ops.layer.BatchNorm.Scaling;
import io.cofire.ops.layer.Layer;
import io.cofire.ops.layer.Residual;
import io.cofire.ops.layer.Wiring;

/**
 * The canonical block with neurons for activations, what Fang 2021 (Eq. 7, Fig. 1b and 2a) calls
 * Spiking ResNet and Hu 2021 (Eq. 5, Fig. 1) vanilla ResNet, here as a basic one:
 *
 * <pre>
 *   F = conv3x3(stride), norm, SN, conv3x3, norm
 *   y = SN(F(x) + (x or norm(conv1x1(stride)(x))))
 * </pre>
 *
 * @param path basic or bottleneck
 * @param norm plain for Fang 2021, gamma from V_th for Hu 2021
 * @param lastNorm what the last norm of F starts from: zero in the published Spiking ResNets (Fang
 *     2021 A.5)
 */
@Kind("spiking")
public record SpikingBlock(
    @Default("basic") ResidualPath path,
    @Default("batch") NormForm norm,
    @Default("like-others") LastNorm lastNorm)
    implements BlockConfig {

  @Override
  public int expansion() {
    return path.expansion();
  }

  @Override
  public Layer build(Wiring wiring, BlockPlan plan) {
    Scaling inner = norm.scaling(1, plan.neuron().threshold());
    Scaling outer = norm.scaling(1, plan.lastNeuron().threshold());
    Chain chain = path.chain(wiring, plan, inner, lastNorm.scaling(outer, 0));
    Layer body = chain.layer();
    return chain
        .joined(new Residual(wiring, plan.input(), body, Shortcut.projection(wiring, plan, outer)))
        .lastNeurons()
        .layer();
  }
}
