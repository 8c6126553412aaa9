package io.cofire.driver.figures.ms;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.driver.figures.Verdicts;
import io.cofire.driver.figures.ms.GateIsometry.Moments;
import io.cofire.driver.figures.result.Curve;
import io.cofire.driver.figures.result.FigureRemark;
import io.cofire.ops.inference.ResidualEnergy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Made-up values beside what Hu 2021 prints: each verdict can come out both ways. */
class MsVerdictsTest {

  private static final StageRates CALM =
      new StageRates("net", List.of(0.3, 0.28, 0.25, 0.3), List.of(0.2, 0.1, 0.052, 0.2));

  private static final StageRates BUSY =
      new StageRates("net", List.of(0.2, 0.2, 0.3, 0.1), List.of(0.16, 0.16, 0.17, 0.16));

  private static List<FigureRemark> tableFive(
      double giga, double rate, double deepGiga, double deepRate) {
    return TableFive.remarks(
        new ResidualEnergy(giga * 1e9, rate, 6),
        new ResidualEnergy(deepGiga * 1e9, deepRate, 5),
        List.of(CALM, BUSY));
  }

  @Test
  void tableFiveAsPrintedAgrees() {
    assertThat(Verdicts.of(tableFive(3.53, 0.225, 11.79, 0.192))).isEqualTo("aaaaaa");
  }

  /** As it came out here: the deeper network fires more and saves less. */
  @Test
  void tableFiveReversedDiffers() {
    List<FigureRemark> remarks = tableFive(3.526, 0.188, 11.618, 0.232);

    assertThat(Verdicts.of(remarks)).isEqualTo("adddda");
    assertThat(remarks.get(4).text())
        .startsWith("from 34 to 104 layers the rate goes from 0.188 to 0.232")
        .contains("4.53 to 4.41", "0.283 and 0.200 of the first LIFs");
  }

  @Test
  void anEnergyThatIsNoThirdDiffers() {
    assertThat(Verdicts.of(tableFive(3.53, 0.9, 11.79, 0.8))).isEqualTo("aaddad");
    assertThat(Verdicts.of(List.of(TableFive.recordings(40.11e6), TableFive.recordings(50e6))))
        .isEqualTo("ad");
  }

  @Test
  void ratesOfStages() {
    assertThat(Verdicts.of(CALM.remarks()) + Verdicts.of(List.of(CALM.thirdStage())))
        .isEqualTo("aaa");
    assertThat(Verdicts.of(BUSY.remarks()) + Verdicts.of(List.of(BUSY.thirdStage())))
        .isEqualTo("ddd");
  }

  @Test
  void depthThatDegradesAndDepthThatDoesNot() {
    List<Integer> depths = List.of(8, 44);
    List<Curve> printed = losses(1.0, 2.3, 1.0, 2.0, 1.0, 0.9, 1.0, 0.8);
    List<Curve> against = losses(2.0, 1.9, 2.0, 1.9, 1.0, 2.0, 1.0, 2.3);

    assertThat(Verdicts.of(DepthVerdicts.tableTwo(depths, printed, 10))).isEqualTo("aaaaaa");
    assertThat(Verdicts.of(DepthVerdicts.tableTwo(depths, against, 10))).isEqualTo("dddddd");
  }

  /** What has not learnt at any depth has not shown that it does not degrade. */
  @Test
  void aGuessAtEveryDepthIsNoProof() {
    List<Integer> depths = List.of(32, 44);
    List<Curve> losses = losses(1.5, 1.4, 2.29, 2.29, 1.4, 1.6);

    List<FigureRemark> remarks = DepthVerdicts.tableSix(depths, losses, 10);

    assertThat(Verdicts.of(remarks)).isEqualTo("add");
    assertThat(remarks.get(1).text()).contains("where a guess has 2.30");
  }

  private static List<Curve> losses(double... pairs) {
    List<Curve> rows = new ArrayList<>();
    for (int i = 0; i < pairs.length; i += 2) {
      rows.add(Curve.ticked("row" + i, List.of(pairs[i], pairs[i + 1])));
    }
    return rows;
  }

  @Test
  void similaritiesOfBlocks() {
    List<Double> even = List.of(0.9, 0.9, 0.88);
    List<Double> uneven = List.of(1.0, 0.2, 1.0, 1.0, 1.0, 1.0);

    assertThat(Verdicts.of(FiringMaps.remarks(56, uneven, even, 0.8, 0.9, 10))).isEqualTo("aa");
    assertThat(Verdicts.of(FiringMaps.remarks(56, even, uneven, 0.8, 0.9, 10))).isEqualTo("dd");
    assertThat(Verdicts.of(FiringMaps.remarks(44, uneven, even, 0.1, 0.9, 10))).isEqualTo("nn");
  }

  @Test
  void startsOfGamma() {
    List<Curve> printed = List.of(Curve.ticked("20", List.of(10.0, 30.0, 12.0, 28.0, 9.0, 11.0)));
    List<Curve> against = List.of(Curve.ticked("20", List.of(10.0, 30.0, 28.0, 12.0, 22.0, 11.0)));

    assertThat(Verdicts.of(GammaStart.remarks(printed, 2.3, 1.9))).isEqualTo("aaa");
    assertThat(Verdicts.of(GammaStart.remarks(against, 1.9, 2.3))).isEqualTo("ddd");
    assertThat(Verdicts.of(GammaStart.remarks(printed, 2.3, Double.NaN))).isEqualTo("aad");
  }

  @Test
  void isometry() {
    Moments exact = new Moments(0.48, 0.2496, 0.48, 1);
    Moments off = new Moments(0.6, 0.2496, 0.48, 1);
    List<Moments> measured = List.of(exact, exact, exact, exact, exact);

    assertThat(Verdicts.of(GateIsometry.remarks(measured, norms(0.3, 5, 1)))).isEqualTo("aaan");
    assertThat(Verdicts.of(GateIsometry.remarks(List.of(off, off, off), norms(1, 5, 1.5))))
        .isEqualTo("dddn");
  }

  /** Factors from the last to the first block. */
  private static List<Curve> norms(double... factors) {
    return Arrays.stream(factors)
        .mapToObj(factor -> Curve.counted("net", List.of(factor, 1.0)))
        .toList();
  }

  @Test
  void basins() {
    Surface bowl = surface(0.9, 3, 2, 3, 2, 0, 2, 3, 2, 3);
    Surface ridge = surface(0.9, 3, 0, 3, 0, 1, 0, 3, 0, 3);

    assertThat(Verdicts.of(Surface.remarks(List.of(bowl, bowl)))).isEqualTo("aa");
    assertThat(Verdicts.of(Surface.remarks(List.of(ridge, ridge)))).isEqualTo("dd");
    assertThat(Verdicts.of(Surface.remarks(List.of(ridge, bowl, bowl, ridge)))).isEqualTo("daad");
    assertThat(Verdicts.of(Surface.remarks(List.of(bowl, bowl, bowl, bowl)))).isEqualTo("aada");
  }

  /** Its minima are noise. */
  @Test
  void aNetworkThatHasNotLearntIsNoEvidence() {
    Surface flat = surface(0.11, 2.3, 2.3, 2.3, 2.3, 2.29, 2.3, 2.3, 2.3, 2.3);
    Surface bowl = surface(0.9, 3, 2, 3, 2, 0, 2, 3, 2, 3);

    List<FigureRemark> remarks = Surface.remarks(List.of(bowl, bowl, flat, bowl));

    assertThat(Verdicts.of(remarks)).isEqualTo("aana");
    assertThat(remarks.get(2).text())
        .contains("has not learnt", "a guess has 10 %", "2.29 and 2.30");
    assertThat(flat.panel().title()).contains("has not learnt, test accuracy 11 %");
  }

  private static Surface surface(double accuracy, double... values) {
    List<Curve> rows = new ArrayList<>();
    for (int i = 0; i < 9; i += 3) {
      rows.add(Curve.ticked(String.valueOf(i), List.of(values[i], values[i + 1], values[i + 2])));
    }
    return new Surface("net", rows, accuracy, 10);
  }
}
