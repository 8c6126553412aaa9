package io.cofire.driver.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.shards.TinyImageShards;
import io.cofire.data.shards.TinyShards;
import io.cofire.driver.figures.lab.Lab;
import io.cofire.driver.figures.lab.Lab.Extent;
import io.cofire.driver.figures.lab.Material;
import io.cofire.driver.figures.lab.SampleKind;
import io.cofire.driver.figures.ms.MsExhibits;
import io.cofire.driver.figures.neunorm.NeuNormExhibits;
import io.cofire.driver.figures.result.FigureResult;
import io.cofire.driver.figures.sew.SewExhibits;
import io.cofire.driver.figures.tdbn.TdBnExhibits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What an exhibit says it is computed on it reads, and where it says nothing it reads nothing. */
class ExhibitSamplesTest {

  @TempDir Path folder;

  @BeforeEach
  void prepare() throws IOException {
    TinyImageShards.write(folder.resolve("images"), 3, 3);
    TinyShards.write(folder.resolve("recordings"), 4, 2);
  }

  static List<Exhibit> exhibits() {
    return Stream.of(TdBnExhibits.all(), SewExhibits.all(), MsExhibits.all(), NeuNormExhibits.all())
        .flatMap(List::stream)
        .toList();
  }

  static Stream<Arguments> uses() {
    return exhibits().stream()
        .flatMap(one -> one.uses().stream().map(samples -> Arguments.of(one.name(), samples)));
  }

  static Stream<String> withoutSamples() {
    return exhibits().stream().filter(one -> one.uses().isEmpty()).map(Exhibit::name);
  }

  @ParameterizedTest
  @MethodSource("uses")
  void whatItUsesItReads(String name, SampleKind samples) throws IOException {
    Lab lab = lab(samples == SampleKind.IMAGES, samples == SampleKind.RECORDINGS);

    assertThatThrownBy(() -> compute(name, lab))
        .hasStackTraceContaining(folder.resolve(samples.option().substring(2)).toString());
  }

  @ParameterizedTest
  @MethodSource("withoutSamples")
  void whatUsesNoneReadsNone(String name) throws IOException {
    assertThat(compute(name, lab(true, true)).panels()).isNotEmpty();
  }

  /** Prepared data whose files are gone when they are read. */
  private Lab lab(boolean images, boolean recordings) throws IOException {
    Optional<String> still = Optional.of(folder + "/images").filter(any -> images);
    Optional<String> moving = Optional.of(folder + "/recordings").filter(any -> recordings);
    Material data = Material.open(still, moving, new Configuration());
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".parquet")).toList()) {
        Files.delete(file);
      }
    }
    return new Lab(Extent.TINY, 1, data, "nd4j", "cpu", 1);
  }

  private static FigureResult compute(String name, Lab lab) {
    return exhibits().stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow()
        .work()
        .compute(lab);
  }
}
