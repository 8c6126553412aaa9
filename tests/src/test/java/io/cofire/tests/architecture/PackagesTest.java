package io.cofire.tests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every room says what lives in it. */
final class PackagesTest {

  @ParameterizedTest
  @ValueSource(strings = {"data-pipeline", "executor-ops", "driver"})
  void everyPackageIsDescribed(String module) throws IOException {
    Path sources = Path.of("..", module, "src", "main", "java");
    try (Stream<Path> files = Files.walk(sources)) {
      List<Path> undescribed =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .map(Path::getParent)
              .distinct()
              .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
              .toList();
      assertThat(undescribed).as("packages without package-info.java").isEmpty();
    }
  }
}
