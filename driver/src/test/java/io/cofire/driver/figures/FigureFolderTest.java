package io.cofire.driver.figures;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.driver.figures.result.Curve;
import io.cofire.driver.figures.result.FigureRemark;
import io.cofire.driver.figures.result.FigureResult;
import io.cofire.driver.figures.result.Panel;
import io.cofire.driver.figures.result.Panel.Form;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What has been computed stays, as long as it is whole and of the same settings. */
class FigureFolderTest {

  private static final FigureResult FINDINGS =
      new FigureResult(
          "two points <b>",
          List.of(
              new Panel(
                  "rates, all",
                  Form.LINES,
                  "block",
                  "rate",
                  List.of(Curve.counted("a \"b\"", List.of(0.5, Double.NaN)))),
              new Panel(
                  "table",
                  Form.TABLE,
                  "",
                  "",
                  List.of("T = 1"),
                  List.of(Curve.ticked("row", List.of(1e7))))),
          List.of(FigureRemark.of(true, "as it is", ""), FigureRemark.of(false, "not so", "Why")));

  private static final Exhibit EXHIBIT =
      new Exhibit(
          "some-fig1", List.of(), "Somebody, Fig. 1", "It <rises>.", Set.of(), lab -> FINDINGS);

  @TempDir java.nio.file.Path folder;
  private FigureFolder kept;

  @BeforeEach
  void keep() throws IOException {
    kept = new FigureFolder(new Configuration(), new Path(folder.toUri()));
    kept.keep(EXHIBIT, "seed=1", 2, FINDINGS);
  }

  @Test
  void whatIsCompleteUnderTheSameSettingsIsFound() throws IOException {
    assertThat(kept.complete(EXHIBIT, "seed=1")).contains(FINDINGS);
    assertThat(kept.complete(EXHIBIT, "seed=2")).isEmpty();
  }

  @Test
  void itIsNotCompleteWithoutItsCsvAsItWas() throws IOException {
    java.nio.file.Path csv = folder.resolve("some-fig1.csv");
    Files.writeString(csv, Files.readString(csv).substring(0, 20));
    assertThat(kept.complete(EXHIBIT, "seed=1")).isEmpty();

    Files.delete(csv);
    assertThat(kept.complete(EXHIBIT, "seed=1")).isEmpty();
  }

  @Test
  void aFileOfAnotherFormIsComputedAnew() throws IOException {
    Files.writeString(folder.resolve("some-fig1.json"), "{\"format\": \"else\"");

    assertThat(kept.complete(EXHIBIT, "seed=1")).isEmpty();
  }

  @Test
  void theCsvHasALineForEachPoint() {
    assertThat(folder.resolve("some-fig1.csv"))
        .hasContent(
            "panel,curve,x,y\n"
                + "\"rates, all\",\"a \"\"b\"\"\",1.0,0.5\n"
                + "\"rates, all\",\"a \"\"b\"\"\",2.0,NaN\n"
                + "table,row,T = 1,1.0E7\n");
  }

  @Test
  void thePageShowsThePaperBesideWhatWasFoundInBothSchemes() throws IOException {
    kept.writePage(List.of(EXHIBIT));

    assertThat(Files.readString(folder.resolve("index.html")))
        .contains("It &lt;rises&gt;.", "two points &lt;b&gt;", "<b>differs</b>: not so. Why")
        .contains("<b>as stated</b>: as it is", "prefers-color-scheme: dark", "1.00e+07")
        .containsOnlyOnce("<h2>")
        .doesNotContain("<script", "http://", "https://");
  }
}
