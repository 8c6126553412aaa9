package io.cofire.ops.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelCacheTest {

  private static final KernelImage IMAGE = new KernelImage(86, true, "13.1");

  private final AtomicInteger compilations = new AtomicInteger();

  private byte[] compile(String source) {
    assertThat(source).contains("KERNEL(neuron_forward, NeuronForward)");
    return new byte[] {7, (byte) compilations.incrementAndGet()};
  }

  @Test
  void aSourceIsCompiledOnceForAnArchitectureAndACompiler(@TempDir Path folder) {
    KernelCache cache = new KernelCache(folder.resolve("kernels"));
    assertThat(cache.image(IMAGE, this::compile)).containsExactly(7, 1);
    assertThat(cache.image(IMAGE, this::compile)).containsExactly(7, 1);
    assertThat(cache.image(new KernelImage(90, true, "13.1"), this::compile)).containsExactly(7, 2);
    assertThat(cache.image(new KernelImage(86, true, "13.2"), this::compile)).containsExactly(7, 3);
  }

  @Test
  void aFileThatIsEmptyIsMadeAgain(@TempDir Path folder) throws IOException {
    KernelCache cache = new KernelCache(folder);
    cache.image(IMAGE, this::compile);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.write(file, new byte[0]);
      }
    }
    assertThat(cache.image(IMAGE, this::compile)).containsExactly(7, 2);
  }

  @Test
  void aFolderThatCannotBeMadeCostsACompilationEachTime(@TempDir Path folder) throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    KernelCache cache = new KernelCache(file.resolve("kernels"));
    assertThat(cache.image(IMAGE, this::compile)).containsExactly(7, 1);
    assertThat(cache.image(IMAGE, this::compile)).containsExactly(7, 2);
  }
}
