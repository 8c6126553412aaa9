package io.cofire.ops.block;

import io.cofire.data.config.Default;
import io.cofire.data.config.Kind;
import io.cofire.ops.layer.BatchNorm.Scaling;
import io.cofire.ops.layer.Layer;
import io.cofire.ops.layer.Wiring;

/**
 * The spike-element-wise block (Fang 2021 Eq. 9, Fig. 1c and 2b), here as a basic one:
 *
 * <pre>
 *   A = SN(BN(conv3x3(SN(BN(conv3x3(stride)(x))))))
 *   y = g(A, x), or g(A, SN(BN(conv1x1(stride)(x)))) where the shape changes
 * </pre>
 *
 * <p>Zero initialisation makes A the constant that g ignores: 0 for ADD and IAND, 1 for AND, whose
 * last norm then gives V_th at every step.
 *
 * @param path basic or bottleneck
 * @param join g
 * @param lastNorm what the last norm of A starts from; the published networks of Fang 2021 start
 *     without zero initialisation
 */
@Kind("sew")
public record SewBlock(
    @Default("basic") ResidualPath path,
    @Default("add") Join join,
    @Default("like-others") LastNorm lastNorm)
    implements BlockConfig {

  @Override
  public NormForm norm() {
    return NormForm.BATCH;
  }

  @Override
  public int expansion() {
    return path.expansion();
  }

  @Override
  public Layer build(Wiring wiring, BlockPlan plan) {
    double output = join == Join.AND ? plan.lastNeuron().threshold() : 0;
    Scaling last = lastNorm.scaling(Scaling.PLAIN, output);
    Layer body = path.chain(wiring, plan, Scaling.PLAIN, last).lastNeurons().layer();
    return join.of(
        wiring, plan.input(), body, Shortcut.spikingProjection(wiring, plan, Scaling.PLAIN));
  }
}
