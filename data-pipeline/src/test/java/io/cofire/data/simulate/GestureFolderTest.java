package io.cofire.data.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GestureFolderTest {

  @TempDir Path temporary;

  @Test
  void aSeedDecidesEveryByte() throws IOException {
    assertThat(new GestureFolder(7, 2, 1).write(temporary.resolve("a"))).isEqualTo(24);
    new GestureFolder(7, 2, 1).write(temporary.resolve("b"));
    new GestureFolder(8, 2, 1).write(temporary.resolve("c"));
    List<String> files = files(temporary.resolve("a"));
    assertThat(files).hasSize(24).contains("Train/counter-clockwise/00001.bin");
    assertThat(files(temporary.resolve("b"))).isEqualTo(files);
    for (String file : files) {
      byte[] bytes = Files.readAllBytes(temporary.resolve("a").resolve(file));
      assertThat(Files.readAllBytes(temporary.resolve("b").resolve(file))).isEqualTo(bytes);
      assertThat(Files.readAllBytes(temporary.resolve("c").resolve(file))).isNotEqualTo(bytes);
    }
  }

  @Test
  void aFolderWithSomethingInItIsLeftAlone() throws IOException {
    Path folder = temporary.resolve("mine");
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("notes.txt"), "mine");
    assertThatThrownBy(() -> new GestureFolder(1, 1, 1).write(folder))
        .hasMessage(
            "Cannot simulate into %s: the folder is not empty; delete it or choose another"
                .formatted(folder));
    assertThat(files(folder)).containsExactly("notes.txt");
  }

  @Test
  void impossibleCountsAreRefused() {
    assertThatThrownBy(() -> new GestureFolder(1, 0, 1))
        .hasMessage("Invalid number of train recordings a class: 0 (must be in 1..100000)");
  }

  private static List<String> files(Path root) throws IOException {
    try (Stream<Path> walk = Files.walk(root)) {
      return walk.filter(Files::isRegularFile)
          .map(path -> root.relativize(path).toString())
          .sorted()
          .toList();
    }
  }
}
