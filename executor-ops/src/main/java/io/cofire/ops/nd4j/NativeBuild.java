package io.cofire.ops.nd4j;

import io.cofire.ops.tensor.EngineException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.bytedeco.javacpp.Loader;

/**
 * The builds of ND4J's native library that the classpath offers. With two, which one loads is
 * chance; one without oneDNN convolves 7 to 35 times slower.
 */
record NativeBuild(String platform, List<String> classifiers) {

  private static final List<String> EXTENSIONS =
      List.of("", "-onednn", "-onednn-avx2", "-onednn-avx512", "-avx2", "-avx512", "-compat");

  NativeBuild {
    classifiers = List.copyOf(classifiers);
  }

  static NativeBuild onClasspath(ClassLoader loader) {
    String platform = Loader.getPlatform();
    List<String> found = new ArrayList<>();
    for (String extension : EXTENSIONS) {
      String classifier = platform + extension;
      String resource =
          String.format(
              Locale.ROOT,
              "org/nd4j/linalg/cpu/nativecpu/bindings/%s/%s",
              classifier,
              System.mapLibraryName("jnind4jcpu"));
      try {
        Collections.list(loader.getResources(resource)).forEach(url -> found.add(classifier));
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot search the classpath for " + resource, e);
      }
    }
    return new NativeBuild(platform, found);
  }

  /**
   * Accepts exactly one build, with oneDNN.
   *
   * @throws EngineException otherwise; the message names the builds and the remedy
   */
  void requireOne() {
    String remedy =
        String.format(
            Locale.ROOT,
            "put exactly one nd4j-native on the classpath, with the classifier %s-onednn",
            platform);
    if (classifiers.isEmpty()) {
      throw new EngineException(
          String.format(
              Locale.ROOT,
              "Cannot open engine nd4j: no native build for %s on the classpath (%s)",
              platform,
              remedy));
    }
    if (classifiers.size() > 1) {
      throw new EngineException(
          String.format(
              Locale.ROOT,
              "Cannot open engine nd4j: %d native builds on the classpath, %s, and which one loads is chance (%s)",
              classifiers.size(),
              String.join(" and ", classifiers),
              remedy));
    }
    if (!classifiers.get(0).contains("-onednn")) {
      throw new EngineException(
          String.format(
              Locale.ROOT,
              "Cannot open engine nd4j: the native build %s is without oneDNN and convolves 7 to 35 times slower (%s)",
              classifiers.get(0),
              remedy));
    }
  }
}
