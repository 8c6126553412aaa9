package io.cofire.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.shards.TinyImageShards;
import io.cofire.data.shards.TinyShards;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code figures} as people use it, without Spark. */
class FiguresTest {

  @TempDir Path folder;

  /** What the command prints that must end with a code. */
  private String figures(int code, String... arguments) {
    List<String> all = new ArrayList<>(List.of("figures"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--to", folder.toString()));
    return CommandOutput.of(code, all.toArray(String[]::new));
  }

  @Test
  void aFigureIsComputedOnceForTheSameSettings() throws IOException {
    assertThat(figures(0, "tdbn-fig4", "--small"))
        .containsPattern("figure 1 of 1: tdbn-fig4, [0-9.]+ s, 3 as stated, 0 differ\n")
        .contains("page: file:" + folder);
    assertThat(folder.resolve("tdbn-fig4.csv")).isNotEmptyFile();
    assertThat(Files.readString(folder.resolve("index.html"))).contains("Zheng 2020, Fig. 4");

    assertThat(figures(0, "tdbn-fig4", "--small"))
        .contains("figure 1 of 1: tdbn-fig4, complete already\n");

    assertThat(figures(0, "tdbn-fig4", "--small", "--seed", "2")).contains("3 as stated");
  }

  @Test
  void theListNamesEveryFigureAndComputesNone() {
    assertThat(figures(0, "--list")).contains("sew-fig6", "Hu 2021, Table II", "also tdbn-table6");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aNameThatIsNoneIsTheUsersMistake() {
    assertThat(figures(2, "sew-fig99"))
        .contains("Invalid figure: sew-fig99 (must be one of tdbn-fig2, ");
  }

  @Test
  void eitherNamesOrAll() {
    String why = "Cannot compute figures: name some of --list, or --all of them, one of both";

    assertThat(figures(2)).contains(why);
    assertThat(figures(2, "sew-fig5", "--all")).contains(why);
  }

  @Test
  void dataThatAreNotThereAreNamed() {
    assertThat(figures(3, "sew-fig5", "--images", folder + "/none")).contains(folder + "/none");
  }

  @Test
  void anUnknownEngineIsRefusedBeforeAnythingIsComputed() {
    assertThat(figures(2, "tdbn-fig4", "--engine", "abacus"))
        .contains("Invalid run.engine: abacus");
  }

  /** The line of progress has no end while a figure is computed. */
  @Test
  void anErrorBeginsALineOfItsOwn() {
    assertThat(figures(2, "tdbn-fig4", "--small", "--device", "cuda:99"))
        .contains("figure 1 of 1: tdbn-fig4\n")
        .containsPattern("(?m)^cofire: ");
  }

  @Test
  void anOptionThatAFigureHasNoUseForIsTold() throws IOException {
    TinyImageShards.write(folder.resolve("images"), 3, 3);
    TinyShards.write(folder.resolve("recordings"), 4, 2);
    String images = folder.resolve("images").toString();
    String recordings = folder.resolve("recordings").toString();

    assertThat(figures(0, "tdbn-fig4", "ms-eq8", "--images", images, "--recordings", recordings))
        .contains("--images is not used by tdbn-fig4, ms-eq8\n")
        .contains("--recordings is not used by tdbn-fig4, ms-eq8\n");
    assertThat(figures(0, "tdbn-fig4", "--images", images)).doesNotContain("--recordings");
    assertThat(figures(0, "tdbn-fig4")).doesNotContain("not used");
  }

  /** Even where no figure would read it. */
  @Test
  void recordingsAreNoImages() throws IOException {
    TinyShards.write(folder.resolve("recordings"), 4, 2);
    TinyImageShards.write(folder.resolve("images"), 3, 3);

    assertThat(figures(2, "tdbn-fig4", "--images", folder + "/recordings"))
        .containsPattern("(?m)^cofire: Invalid --images: .*must hold prepared images; it has rec");
    assertThat(figures(2, "tdbn-fig4", "--recordings", folder + "/images"))
        .containsPattern("(?m)^cofire: Invalid --recordings: .*prepared recordings; it has images");
  }
}
