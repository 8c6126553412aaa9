package io.cofire.driver.figures;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.driver.figures.lab.Lab;
import io.cofire.driver.figures.lab.Lab.Extent;
import io.cofire.driver.figures.lab.Material;
import io.cofire.driver.figures.ms.MsExhibits;
import io.cofire.driver.figures.result.FigureRemark;
import io.cofire.driver.figures.result.FigureRemark.Verdict;
import io.cofire.driver.figures.result.FigureResult;
import io.cofire.driver.figures.sew.SewExhibits;
import io.cofire.driver.figures.tdbn.TdBnExhibits;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the papers state as a shape, where it needs no training: which curves vanish, explode or
 * stay over depth, which rates fall silent, and the equations. Networks have all their blocks, and
 * few channels.
 */
class PaperShapesTest {

  private static final Lab LAB = new Lab(Extent.TINY, 1, Material.DRAWN, "nd4j", "cpu", 2);

  @ParameterizedTest
  @CsvSource({
    "tdbn-fig2, 2, phi(J J^T) of a layer at decay 0",
    "tdbn-fig3, 0, without spikes",
    "tdbn-fig4, 0, fire no spike",
    "sew-fig5, 2, zero initialisation",
    "sew-a4, 2, A.5",
    "ms-eq8, 0, exactly P(z > 1) = 0.1587",
  })
  void theExhibitFindsWhatThePaperStates(String name, int differ, String which) {
    requireAsStated(name, differ, which);
  }

  /** Two curves of Fig. 6 and one of Hu's differ, and the page says why. */
  @Tag("nightly")
  @ParameterizedTest
  @CsvSource({
    "sew-fig6, 2, SEW ADD without zero init",
    "sew-fig7, 0, Spiking ResNet without zero init",
    "sew-fig8, 0, Spiking ResNet: ",
    "ms-eq14, 1, both moments",
  })
  void aLargerExhibitFindsWhatThePaperStates(String name, int differ, String which) {
    requireAsStated(name, differ, which);
  }

  private static void requireAsStated(String name, int differ, String which) {
    FigureResult findings = exhibit(name).work().compute(LAB);
    List<FigureRemark> remarks = findings.remarks();

    assertThat(remarks).filteredOn(one -> one.text().contains(which)).hasSize(1);
    assertThat(remarks)
        .filteredOn(one -> one.text().contains(which))
        .allMatch(one -> one.verdict() == Verdict.AGREES, "as stated");
    assertThat(remarks)
        .filteredOn(one -> one.verdict() == Verdict.DIFFERS)
        .as("differing")
        .hasSize(differ);
  }

  private static Exhibit exhibit(String name) {
    return Stream.of(TdBnExhibits.all(), SewExhibits.all(), MsExhibits.all())
        .flatMap(List::stream)
        .filter(one -> one.isCalled(name))
        .findFirst()
        .orElseThrow();
  }
}
