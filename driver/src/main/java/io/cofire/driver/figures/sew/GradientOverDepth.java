package io.cofire.driver.figures.sew;

import io.cofire.driver.figures.Exhibit;
import io.cofire.driver.figures.lab.FirstStep;
import io.cofire.driver.figures.lab.Lab;
import io.cofire.driver.figures.lab.SampleKind;
import io.cofire.driver.figures.result.Curve;
import io.cofire.driver.figures.result.FigureRemark;
import io.cofire.driver.figures.result.FigureResult;
import io.cofire.driver.figures.result.Panel;
import io.cofire.driver.figures.result.Panel.Form;
import io.cofire.driver.figures.result.Phrase;
import io.cofire.driver.figures.sew.DeepNets.Kind;
import io.cofire.driver.figures.sew.DeepNets.Variant;
import io.cofire.ops.block.LastNorm;
import io.cofire.ops.surrogate.Surrogate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Fang 2021 Fig. 6 to 8: norm of the gradient of each block's output at the start. */
final class GradientOverDepth {

  private static final int STEPS = DeepNets.lastOfThird() - DeepNets.firstOfThird();
  private static final double SLOW = 100; // a factor over all of them that is a slow growth
  private static final double EXPLODED = 1e4;

  /** Factor from the last to the first identity block of the third stage, of one network. */
  record Factors(List<Variant> variants, List<Curve> curves) {

    double of(Kind kind, LastNorm last) {
      List<Double> y = curves.get(variants.indexOf(new Variant(kind, last))).y();
      double deepest = y.get(DeepNets.lastOfThird());
      return y.get(DeepNets.firstOfThird()) / deepest; // no number, and so no verdict, of 0 / 0
    }

    /** Of the largest norm of all blocks, what is left at the first identity block. */
    double left(Kind kind) {
      List<Double> y = curves.get(variants.indexOf(new Variant(kind, LastNorm.LIKE_OTHERS))).y();
      return y.get(DeepNets.firstOfThird()) / Collections.max(y);
    }

    double plain(Kind kind) {
      return of(kind, LastNorm.LIKE_OTHERS);
    }

    double zero(Kind kind) {
      return of(kind, LastNorm.ZERO);
    }

    FigureRemark unaffectedWithZero() {
      double add = zero(Kind.ADD);
      double iand = zero(Kind.IAND);
      double and = zero(Kind.AND);
      return FigureRemark.of(
          near(add) && near(iand) && near(and),
          Phrase.of("SEW with zero init: ADD %.3f, IAND %.3f, AND %.3f", add, iand, and),
          "");
    }

    private static boolean near(double factor) {
      return factor > 0.99 && factor < 1.01;
    }
  }

  private GradientOverDepth() {}

  static List<Exhibit> exhibits() {
    return List.of(
        exhibit(
            "sew-fig6",
            "Fig. 6",
            1,
            2,
            "V_th = 1, alpha = 2: the gradient of Spiking ResNet decays from deep to shallow blocks, with"
                + " zero initialisation too; SEW with zero initialisation is constant whatever g is;"
                + " without, AND vanishes, ADD and IAND increase slowly.",
            GradientOverDepth::unitSlope),
        exhibit(
            "sew-fig7",
            "Fig. 7",
            0.5,
            2,
            "V_th = 0.5, alpha = 2, where both slopes are 0.288: Spiking ResNet vanishes, with zero"
                + " initialisation more than without; SEW with zero initialisation is not affected.",
            GradientOverDepth::flatSlope),
        exhibit(
            "sew-fig8",
            "Fig. 8",
            1,
            3,
            "V_th = 1, alpha = 3, where a spike's slope is 1.5: Spiking ResNet explodes; ADD and IAND"
                + " increase too, which is not serious; SEW with zero initialisation is not affected.",
            GradientOverDepth::steepSlope));
  }

  private static Exhibit exhibit(
      String name,
      String place,
      double threshold,
      double alpha,
      String states,
      Function<Factors, List<FigureRemark>> remarks) {
    return new Exhibit(
        name,
        List.of(),
        "Fang 2021, " + place,
        states,
        Set.of(SampleKind.IMAGES),
        lab -> compute(lab, threshold, alpha, remarks));
  }

  private static FigureResult compute(
      Lab lab, double threshold, double alpha, Function<Factors, List<FigureRemark>> remarks) {
    List<Variant> variants = DeepNets.variants();
    List<FirstStep> steps = DeepNets.measured(lab, threshold, alpha);
    List<Curve> curves = new ArrayList<>();
    for (int i = 0; i < variants.size(); i++) {
      List<Double> norms = new ArrayList<>(steps.get(i).gradients().values());
      curves.add(Curve.counted(variants.get(i).label(), norms));
    }
    int half = Kind.values().length;
    String y = "norm of dL/dO";
    return new FigureResult(
        DeepNets.size(lab, Phrase.of("IF of V_th = %s, arctan of alpha = %s", threshold, alpha)),
        List.of(
            new Panel("without zero init", Form.LOG_LINES, "block", y, curves.subList(0, half)),
            new Panel(
                "with zero init", Form.LOG_LINES, "block", y, curves.subList(half, 2 * half))),
        remarks.apply(new Factors(variants, curves)));
  }

  static List<FigureRemark> unitSlope(Factors f) {
    double add = f.plain(Kind.ADD);
    double iand = f.plain(Kind.IAND);
    return List.of(
        FigureRemark.note(
            Phrase.of(
                "Factors are of the norm at the first identity block of the third stage to that at its last,"
                    + " %d blocks deeper; above 1 the gradient grows on its way back",
                STEPS)),
        FigureRemark.of(
            f.plain(Kind.SPIKING) < 0.5,
            Phrase.of("Spiking ResNet without zero init: %.2f", f.plain(Kind.SPIKING)),
            "It does not decay by half: the slopes are at most 1, but norms and weights of the residual path"
                + " amplify, and both nearly cancel at this start. With V_th = 0.5 (Fig. 7) it decays"),
        FigureRemark.of(
            f.zero(Kind.SPIKING) < 0.9,
            Phrase.of("Spiking ResNet with zero init: %.3f", f.zero(Kind.SPIKING)),
            ""),
        f.unaffectedWithZero(),
        FigureRemark.of(
            f.left(Kind.AND) < 1e-3,
            Phrase.of(
                "SEW AND without zero init: %.1e of its largest norm is left. Where all neurons are"
                    + " silent both gradients of a product are 0",
                f.left(Kind.AND)),
            ""),
        FigureRemark.of(
            add > 1 && add < SLOW, Phrase.of("SEW ADD without zero init: %.1f", add), ""),
        FigureRemark.of(
            iand > 1 && iand < SLOW,
            Phrase.of("SEW IAND without zero init: %.2f", iand),
            "It does not increase slowly: with few spikes left in the last blocks of a narrow network the"
                + " variances of norms are near 0, which makes gradients there large"));
  }

  static List<FigureRemark> flatSlope(Factors f) {
    float[] at = {-0.5f}; // of no spike; a spike's, at 0.5, is the same
    new Surrogate.ArcTan(2).derivatives(at, at, 1);
    double slope = at[0];
    return List.of(
        FigureRemark.of(
            f.plain(Kind.SPIKING) < 0.1,
            Phrase.of(
                "Spiking ResNet without zero init: %.1e over %d blocks",
                f.plain(Kind.SPIKING), STEPS),
            ""),
        FigureRemark.of(
            f.zero(Kind.SPIKING) < f.plain(Kind.SPIKING),
            Phrase.of(
                "with zero init: %.1e; a slope of %.4f to the power of %d is %.2e",
                f.zero(Kind.SPIKING), slope, STEPS, Math.pow(slope, STEPS)),
            ""),
        f.unaffectedWithZero());
  }

  static List<FigureRemark> steepSlope(Factors f) {
    double plain = f.plain(Kind.SPIKING);
    double zero = f.zero(Kind.SPIKING);
    double add = f.plain(Kind.ADD);
    double iand = f.plain(Kind.IAND);
    return List.of(
        FigureRemark.of(
            plain > EXPLODED && zero > EXPLODED,
            Phrase.of("Spiking ResNet: %.1e, with zero init %.1e", plain, zero),
            ""),
        FigureRemark.of(
            add > 1 && iand > 1 && Math.max(add, iand) < SLOW,
            Phrase.of("SEW ADD %.1f, IAND %.2f, against %.1e of Spiking ResNet", add, iand, plain),
            ""),
        f.unaffectedWithZero());
  }
}
