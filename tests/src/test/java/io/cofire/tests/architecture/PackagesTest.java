package io.cofire.tests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every room says what lives in it, is small enough to know, and shares no name with another. */
final class PackagesTest {

  private static final int MOST_FILES = 40;

  @TempDir Path folder;

  @Test
  void everyPackageIsDescribed() throws IOException {
    assertThat(house().undescribed()).isEmpty();
    write("one", "Told", "package-info");
    Path silent = write("two", "Untold");
    assertThat(planted().undescribed()).containsExactly(silent);
  }

  @Test
  void noPackageHasMoreThanFortyFiles() throws IOException {
    assertThat(house().larger(MOST_FILES)).isEmpty();
    String[] names = Stream.iterate("A", name -> name + "a").limit(41).toArray(String[]::new);
    write("one", Stream.of(names).skip(1).toArray(String[]::new));
    write("one", "package-info");
    Path large = write("two", names);
    assertThat(planted().larger(MOST_FILES)).containsExactly(large);
  }

  @Test
  void noNameOfATypeIsThereTwice() throws IOException {
    assertThat(house().twins()).isEmpty();
    write("one", "Clip", "Clips");
    write("two", "Clip");
    assertThat(planted().twins()).containsExactly("one.Clip, two.Clip");
  }

  @Test
  void noNamesOfTwoPackagesDifferOnlyByCaseOrAPluralS() throws IOException {
    assertThat(house().lookAlikes()).isEmpty();
    write("one", "Clip", "StopWatch", "Row", "Rows");
    write("two", "Clips", "Stopwatch", "Glass");
    assertThat(planted().lookAlikes())
        .containsExactly("one.Clip, two.Clips", "one.StopWatch, two.Stopwatch");
  }

  private static Sources house() throws IOException {
    return Sources.below(
        Stream.of("data-pipeline", "executor-ops", "driver")
            .map(module -> Path.of("..", module, "src", "main", "java"))
            .toList());
  }

  private Sources planted() throws IOException {
    return Sources.below(List.of(folder));
  }

  private Path write(String room, String... types) throws IOException {
    Path made = Files.createDirectories(folder.resolve(room));
    for (String type : types) {
      Files.writeString(made.resolve(type + ".java"), "public final class " + type + " {}\n");
    }
    return made;
  }
}
