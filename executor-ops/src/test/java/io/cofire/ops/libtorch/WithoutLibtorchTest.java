package io.cofire.ops.libtorch;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.ops.tensor.Device;
import io.cofire.ops.tensor.Engines;
import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Libtorch is optional: without its jars every other engine opens, and it says what is missing. */
class WithoutLibtorchTest {

  @Test
  void otherEnginesOpenAndLibtorchSaysWhatIsMissing() throws Exception {
    assertThat(open("reference")).isEqualTo("opened");
    assertThat(open("libtorch"))
        .isEqualTo(
            "Cannot open engine libtorch on cpu: libtorch is not on the classpath (package it with -Plibtorch and, for GPUs, -Dpytorch.classifier=linux-x86_64-gpu, or put org.bytedeco:pytorch and its natives there)");
  }

  /** Opens an engine among this test's jars but libtorch's. */
  private static String open(String engine) throws Exception {
    URL[] jars =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(path -> !path.contains("pytorch"))
            .map(WithoutLibtorchTest::url)
            .toArray(URL[]::new);
    try (URLClassLoader loader = new URLClassLoader(jars, ClassLoader.getPlatformClassLoader())) {
      Class<?> engines = loader.loadClass(Engines.class.getName());
      Class<?> device = loader.loadClass(Device.class.getName());
      Object processor = device.getField("CPU").get(null);
      try {
        Object kernels =
            engines.getMethod("open", String.class, device).invoke(null, engine, processor);
        ((AutoCloseable) kernels).close();
        return "opened";
      } catch (InvocationTargetException e) {
        return e.getCause().getMessage();
      }
    }
  }

  private static URL url(String path) {
    try {
      return new File(path).toURI().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(path, e);
    }
  }
}
