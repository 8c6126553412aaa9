package io.cofire.data.natives;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Unpacks the native libraries on a test's class path before its first test. Two processes run a
 * module's tests at once, on a fresh machine into an empty folder, and tests use libraries by
 * themselves too, past the lock of {@link NativeLibraries}.
 */
public final class UnpackedFirst implements BeforeAllCallback {

  private static final List<String> CLASSES =
      List.of(
          "org.bytedeco.opencv.global.opencv_imgcodecs",
          "org.nd4j.linalg.cpu.nativecpu.bindings.Nd4jCpu",
          "org.bytedeco.dnnl.global.dnnl",
          "org.bytedeco.pytorch.global.torch");

  private static final AtomicBoolean DONE = new AtomicBoolean();

  @Override
  public void beforeAll(ExtensionContext context) {
    if (DONE.compareAndSet(false, true)) {
      CLASSES.forEach(UnpackedFirst::unpack);
    }
  }

  private static void unpack(String name) {
    try {
      Class<?> wanted = Class.forName(name, false, UnpackedFirst.class.getClassLoader());
      NativeLibraries.load(name, () -> Loader.load(wanted));
    } catch (ClassNotFoundException | NativeLibraryException e) {
      // none here; a test that wants it says so
    }
  }
}
