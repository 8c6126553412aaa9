package io.cofire.driver.figures.sew;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.driver.figures.Verdicts;
import io.cofire.driver.figures.lab.Schooling;
import io.cofire.driver.figures.result.Curve;
import io.cofire.driver.figures.result.FigureRemark;
import io.cofire.driver.figures.sew.DeepNets.Variant;
import io.cofire.driver.figures.sew.GradientOverDepth.Factors;
import io.cofire.ops.block.LastNorm;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Made-up values beside what Fang 2021 states: each verdict can come out both ways. */
class SewVerdictsTest {

  private static final int FIRST = DeepNets.firstOfThird();
  private static final int LAST = DeepNets.lastOfThird();

  private static Curve curve(String name, IntToDoubleFunction of) {
    List<Double> values = new ArrayList<>();
    for (int block = 0; block < 50; block++) {
      values.add(of.applyAsDouble(block));
    }
    return Curve.counted(name, values);
  }

  /** Rates of all networks: those with zero initialisation are flat. */
  private static List<Curve> outputs(
      double zero, IntToDoubleFunction add, IntToDoubleFunction iand, IntToDoubleFunction and) {
    List<Curve> curves = new ArrayList<>();
    for (Variant each : DeepNets.variants()) {
      boolean first = each.kind() == DeepNets.Kind.SPIKING;
      curves.add(
          curve(
              each.label(),
              each.last() == LastNorm.ZERO
                  ? block -> first ? 0.2 : zero
                  : switch (each.kind()) {
                    case SPIKING -> block -> 0.2;
                    case ADD -> add;
                    case IAND -> iand;
                    case AND -> and;
                  }));
    }
    return curves;
  }

  private static List<Curve> answers(IntToDoubleFunction add, IntToDoubleFunction iand) {
    return List.of(curve("SEW ADD", add), curve("SEW IAND", iand));
  }

  private static double along(int block) {
    return (double) (block - FIRST) / (LAST - FIRST);
  }

  @Test
  void ratesAsPrintedAgree() {
    List<Curve> outputs =
        outputs(0.2, block -> 1.0 + block, block -> 0.2, block -> block == 0 ? 0.1 : 0);
    List<Curve> answers = answers(block -> 0.15, block -> 0.15 - 0.02 * along(block));

    assertThat(Verdicts.of(FiringOverDepth.remarks(outputs, answers))).isEqualTo("aaaaaa");
  }

  @Test
  void ratesAgainstThePaperDiffer() {
    List<Curve> outputs = outputs(0.21, block -> 1.0 + block * block, block -> 1e-4, block -> 0.1);
    List<Curve> answers = answers(block -> 0.1 + 0.1 * along(block), block -> 0.15);

    assertThat(Verdicts.of(FiringOverDepth.remarks(outputs, answers))).isEqualTo("dddddd");
  }

  /** As it came out here: 0.144 and 0.089 are no slight decay. */
  @Test
  void aDecayByAThirdIsNotSlight() {
    List<Curve> outputs = outputs(0.2, block -> 1.0 + block, block -> 0.2, block -> 0);
    List<Curve> answers = answers(block -> 0.15, block -> 0.144 - 0.055 * along(block));

    FigureRemark decay = FiringOverDepth.remarks(outputs, answers).get(2);

    assertThat(Verdicts.of(List.of(decay))).isEqualTo("d");
    assertThat(decay.text()).contains("from 0.144 to 0.089", "-38 %", "at most 25 %");
  }

  /** Nets that are silent from the first block on are equal, and show nothing. */
  @Test
  void silenceEverywhereIsNoAgreement() {
    List<Curve> outputs = outputs(0, block -> 0, block -> 0, block -> 0);
    List<Curve> silent = outputs.stream().map(one -> curve(one.name(), block -> 0)).toList();

    assertThat(Verdicts.of(FiringOverDepth.remarks(silent, answers(b -> 0, b -> 0))))
        .isEqualTo("dddddd");
  }

  /** Norms that grow or fall by a factor from the last to the first block of the third stage. */
  private static Factors factors(double spiking, double zero, double add, double iand, double and) {
    List<Curve> curves = new ArrayList<>();
    for (Variant each : DeepNets.variants()) {
      boolean like = each.last() == LastNorm.LIKE_OTHERS;
      double factor =
          switch (each.kind()) {
            case SPIKING -> like ? spiking : zero;
            case ADD -> like ? add : 1;
            case IAND -> like ? iand : 1;
            case AND -> like ? and : 1;
          };
      curves.add(curve(each.label(), block -> Math.pow(factor, 1 - along(block))));
    }
    return new Factors(DeepNets.variants(), curves);
  }

  @Test
  void gradientsOfFigureSix() {
    assertThat(Verdicts.of(GradientOverDepth.unitSlope(factors(0.1, 0.5, 6, 3, 1e-9))))
        .isEqualTo("naaaaaa");
    assertThat(Verdicts.of(GradientOverDepth.unitSlope(factors(1.8, 1, 500, 0.5, 0.5))))
        .isEqualTo("nddaddd");
  }

  @Test
  void gradientsOfFigureSeven() {
    List<FigureRemark> remarks = GradientOverDepth.flatSlope(factors(1e-3, 1e-16, 1, 1, 1));

    assertThat(Verdicts.of(remarks)).isEqualTo("aaa");
    assertThat(remarks.get(1).text()).contains("a slope of 0.2884 to the power of 34 is 4.3");
    assertThat(Verdicts.of(GradientOverDepth.flatSlope(factors(0.5, 0.7, 1, 1, 1))))
        .isEqualTo("dda");
  }

  @Test
  void gradientsOfFigureEight() {
    assertThat(Verdicts.of(GradientOverDepth.steepSlope(factors(1e8, 1e5, 58, 68, 1))))
        .isEqualTo("aaa");
    assertThat(Verdicts.of(GradientOverDepth.steepSlope(factors(1e8, 20, 1e7, 68, 1))))
        .isEqualTo("dda");
  }

  /** Where no gradient arrives anywhere there is nothing to compare. */
  @Test
  void noGradientAtAllIsNoAgreement() {
    List<Curve> none =
        DeepNets.variants().stream().map(one -> curve(one.label(), block -> 0)).toList();
    Factors nothing = new Factors(DeepNets.variants(), none);

    assertThat(Verdicts.of(GradientOverDepth.unitSlope(nothing))).isEqualTo("ndddddd");
    assertThat(Verdicts.of(GradientOverDepth.flatSlope(nothing))).isEqualTo("ddd");
    assertThat(Verdicts.of(GradientOverDepth.steepSlope(nothing))).isEqualTo("ddd");
  }

  private static List<Curve> rates(double... means) {
    List<Curve> curves = new ArrayList<>();
    for (double mean : means) {
      curves.add(Curve.counted("net", List.of(mean, mean)));
    }
    return curves;
  }

  @Test
  void gesturesAsPrintedAgree() {
    List<FigureRemark> remarks =
        GestureVerdicts.of(
            List.of(97.92, 95.49, 91.67, 90.97, 70.49),
            List.of(0.3, 0.1, 0.4, 0.2, 0.5),
            rates(0.5, 0.2, 0.3, 0.3, 0.1));

    assertThat(Verdicts.of(remarks)).isEqualTo("aaaaa");
  }

  @Test
  void gesturesInAnotherOrderDiffer() {
    List<FigureRemark> remarks =
        GestureVerdicts.of(
            List.of(70.0, 72.0, 28.75, 28.75, 28.75),
            List.of(1.33, 1.58, 1.98, 1.94, 2.07),
            rates(0.5, 0.05, 0.3, 0.3, 0.1));

    assertThat(Verdicts.of(remarks)).isEqualTo("ddddd");
    assertThat(remarks.get(0).text())
        .contains("Plain Net 28.8 % = Spiking ResNet 28.8 % = SEW AND");
    assertThat(remarks.get(3).text())
        .startsWith(
            "training loss, best first: SEW ADD 1.33, SEW IAND 1.58, Spiking ResNet 1.94, Plain Net"
                + " 1.98, SEW AND 2.07; in the paper SEW IAND, Spiking ResNet, SEW ADD");
  }

  @Test
  void deletionAsPrintedAndAgainst() {
    Schooling.Curves easy = new Schooling.Curves(List.of(0.2), List.of(0.9), List.of(0.8));
    Schooling.Curves hard = new Schooling.Curves(List.of(0.5), List.of(0.7), List.of(0.9));

    assertThat(Verdicts.of(TemporalDeletion.remarks(SevenBlocks.Kind.ADD, easy, hard)))
        .isEqualTo("aa");
    assertThat(Verdicts.of(TemporalDeletion.remarks(SevenBlocks.Kind.ADD, hard, easy)))
        .isEqualTo("dd");
    assertThat(Verdicts.of(TemporalDeletion.remarks(SevenBlocks.Kind.ADD, easy, easy)))
        .isEqualTo("dd");
  }

  @Test
  void aNormThatIsPredictedAndOneThatIsNot() {
    List<Double> power = List.of(0.5, 0.25);
    List<Double> square = List.of(0.25, 0.0625);

    FigureRemark as = PredictedNorm.remark("net", power, power, square, power);
    FigureRemark off = PredictedNorm.remark("net", square, power, square, power);

    assertThat(Verdicts.of(List.of(as, off))).isEqualTo("ad");
    assertThat(off.text()).endsWith("A squared norm follows the square of what is printed");
  }
}
