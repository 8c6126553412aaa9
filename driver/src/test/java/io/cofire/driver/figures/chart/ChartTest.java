package io.cofire.driver.figures.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.driver.figures.result.Curve;
import io.cofire.driver.figures.result.Panel;
import io.cofire.driver.figures.result.Panel.Form;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Panels as they are drawn. */
class ChartTest {

  private static String svg(Form form, Double... values) {
    Curve curve = Curve.counted("a < b", List.of(values));
    return Chart.of(new Panel("title", form, "x", "y", List.of(curve))).svg();
  }

  @Test
  void aLogarithmicAxisHasPowersOfTenFromBelowToAbove() {
    assertThat(svg(Form.LOG_LINES, 2e-4, 3.0, 50.0))
        .contains(">1e-04<", ">1e+00<", ">1e+02<")
        .doesNotContain("NaN");
  }

  /** There is no layer between two. */
  @Test
  void whatIsCountedHasWholeValuesAlone() {
    assertThat(svg(Form.LINES, 10.0, 20.0, 30.0))
        .contains(">1<", ">2<", ">3<")
        .doesNotContain("1.5");
  }

  @Test
  void aValueThatIsNoneLeavesAGap() {
    String path =
        svg(Form.LINES, 1.0, Double.NaN, 2.0, 1.0).replaceAll(".* d=\"([^\"]*)\".*", "$1");

    assertThat(path).matches("M[0-9. ]+M[0-9. ]+L[0-9. ]+");
  }

  @Test
  void zeroOnALogarithmicAxisLiesAtItsFoot() {
    assertThat(svg(Form.LOG_LINES, 0.0, 1.0, 10.0)).doesNotContain("NaN", "Infinity");
    assertThat(svg(Form.LOG_LINES, 0.0, 0.0)).doesNotContain("NaN", "Infinity");
  }

  @Test
  void namesAreEscaped() {
    assertThat(svg(Form.LINES, 1.0)).contains("a &lt; b").doesNotContain("a < b");
  }

  @Test
  void aTableTellsItsNumbersAndAMapDoesNot() {
    assertThat(svg(Form.TABLE, 0.25, 2.4e9, Double.NaN)).contains(">0.2500<", ">2.40e+09<", ">-<");
    assertThat(svg(Form.MAP, 0.25, 0.5))
        .doesNotContain(">0.2500<")
        .contains("fill-opacity=\"1.000\"");
  }

  /** A reader of a map sees what lies along both sides, and what its shades mean. */
  @Test
  void aMapHasAxesAndAScale() {
    List<String> places = List.of("-1.0", "1.0");
    List<Curve> rows =
        List.of(Curve.ticked("-1.0", List.of(0.5, 3.0)), Curve.ticked("1.0", List.of(1.0, 1.5)));

    String svg =
        Chart.of(new Panel("surface", Form.MAP, "alpha", "beta", "loss", places, rows)).svg();

    assertThat(svg)
        .contains(">alpha<", ">beta<", ">loss 0.5000<", ">3<")
        .contains("text-anchor=\"middle\"", "text-anchor=\"end\"");
    assertThat(svg.split(">-1.0<", -1)).as("of both sides").hasSize(3);
    assertThat(svg.split("<rect", -1)).hasSize(1 + 4 + 20);
  }

  /** Rows that are too low for every name have every second or third one. */
  @Test
  void manyRowsAreNamedNowAndThen() {
    List<Curve> rows = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      rows.add(Curve.ticked("row" + i, List.of(i * 1.0)));
    }

    assertThat(Chart.of(new Panel("map", Form.MAP, "x", "y", rows)).svg())
        .contains(">row0<", ">row3<")
        .doesNotContain(">row1<");
  }

  @Test
  void aLineKeepsItsColourInAllPanelsOfAnExhibit() {
    Curve add = Curve.counted("ADD", List.of(1.0, 2.0));
    Curve and = Curve.counted("AND", List.of(1.0, 0.0));
    Panel both = new Panel("both", Form.LINES, "x", "y", List.of(add, and));
    Panel one = new Panel("without ADD", Form.LINES, "x", "y", List.of(and));
    Palette palette = Palette.of(List.of(both, one));
    assertThat(Chart.of(both, palette).svg()).contains("series0", "series1");
    assertThat(Chart.of(one, palette).svg()).contains("series1").doesNotContain("series0");
    assertThat(Chart.of(one).svg()).contains("series0");
  }

  @Test
  void moreNamesThanColoursTakeTheirPlaces() {
    List<Panel> panels = new ArrayList<>();
    for (int i = 0; i <= Chart.COLOURS; i++) {
      Curve curve = Curve.counted("line " + i, List.of(1.0, 2.0));
      panels.add(new Panel("panel", Form.LINES, "x", "y", List.of(curve)));
    }
    Palette palette = Palette.of(panels);
    panels.forEach(panel -> assertThat(Chart.of(panel, palette).svg()).contains("series0"));
  }
}
