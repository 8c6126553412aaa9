package io.cofire.ops.block;

import io.cofire.data.config.Default;
import io.cofire.data.config.Kind;
import io.cofire.ops.layer.BatchNorm;
import io.cofire.ops.layer.BatchNorm.Scaling;
import io.cofire.ops.layer.Layer;
import io.cofire.ops.layer.Residual;
import io.cofire.ops.layer.Wiring;
import java.util.Optional;

/**
 * The block of Zheng 2020 Fig. 5b, here as a basic one:
 *
 * <pre>
 *   F = conv3x3(stride), tdBN(1), LIF, conv3x3, tdBN(1/sqrt 2)
 *   y = LIF(F(x) + tdBN(1/sqrt 2)(x or conv1x1(stride)(x)))
 * </pre>
 *
 * <p>so that the sum's variance is V_th^2. A bottleneck (Table 4) has the stride in its 3x3
 * convolution, which the table leaves open.
 *
 * @param path basic or bottleneck
 * @param shortcutNorm the figure has a norm in every shortcut, public code on projections only
 * @param norm how the norms know the threshold
 */
@Kind("tdbn")
public record TdBnBlock(
    @Default("basic") ResidualPath path,
    @Default("every") ShortcutNorm shortcutNorm,
    @Default("tdbn") NormForm norm)
    implements BlockConfig {

  private static final double HALF_VARIANCE = 1 / Math.sqrt(2);

  @Override
  public int expansion() {
    return path.expansion();
  }

  @Override
  public Layer build(Wiring wiring, BlockPlan plan) {
    Scaling whole = norm.scaling(1, plan.neuron().threshold());
    Scaling half = norm.scaling(HALF_VARIANCE, plan.lastNeuron().threshold());
    Chain chain = path.chain(wiring, plan, whole, half);
    Optional<Layer> shortcut = shortcut(wiring, plan, half);
    return chain
        .joined(new Residual(wiring, plan.input(), chain.layer(), shortcut))
        .lastNeurons()
        .layer();
  }

  private Optional<Layer> shortcut(Wiring wiring, BlockPlan plan, Scaling half) {
    return shortcutNorm == ShortcutNorm.EVERY && !plan.projects()
        ? Optional.of(new BatchNorm(wiring.at("shortcut").at("norm"), plan.input(), half))
        : Shortcut.projection(wiring, plan, half);
  }
}
