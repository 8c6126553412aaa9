package io.cofire.ops.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeBuildTest {

  @Test
  void theClasspathOfThisBuildHasExactlyOneAndItHasOneDnn() {
    NativeBuild build = NativeBuild.onClasspath(getClass().getClassLoader());
    assertThat(build.classifiers()).containsExactly(Loader.getPlatform() + "-onednn");
    assertThatCode(build::requireOne).doesNotThrowAnyException();
  }

  @Test
  void aSecondBuildOnTheClasspathIsAnErrorThatNamesBoth(@TempDir Path folder) throws IOException {
    String classifier = Loader.getPlatform() + "-avx2";
    Path bindings = folder.resolve("org/nd4j/linalg/cpu/nativecpu/bindings/" + classifier);
    Files.createDirectories(bindings);
    Files.createFile(bindings.resolve(System.mapLibraryName("jnind4jcpu")));
    URL[] extra = {folder.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(extra, getClass().getClassLoader())) {
      assertThatThrownBy(() -> NativeBuild.onClasspath(loader).requireOne())
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("2 native builds on the classpath")
          .hasMessageContaining(classifier)
          .hasMessageContaining(Loader.getPlatform() + "-onednn and ");
    }
  }

  @Test
  void noBuildIsAnErrorThatNamesTheClassifier() {
    assertThatThrownBy(() -> new NativeBuild("linux-x86_64", List.of()).requireOne())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Cannot open engine nd4j: no native build for linux-x86_64 on the classpath (put exactly one nd4j-native on the classpath, with the classifier linux-x86_64-onednn)");
  }

  @Test
  void aBuildWithoutOneDnnIsAnErrorThatNamesIt() {
    NativeBuild build = new NativeBuild("linux-x86_64", List.of("linux-x86_64-avx512"));
    assertThatThrownBy(build::requireOne)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("linux-x86_64-avx512 is without oneDNN");
  }
}
