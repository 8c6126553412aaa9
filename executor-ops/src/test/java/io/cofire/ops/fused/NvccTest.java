package io.cofire.ops.fused;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** NVIDIA's compiler takes the kernels without a warning, where the machine has it. */
class NvccTest {

  @TempDir private Path folder;

  @Test
  void theKernelsCompileForTheOldestAndTheNewestGpu() throws Exception {
    compile(75, 120);
  }

  /** Those that CUDA 13 knows; 7.0 is known to that of 12.x and before. */
  @Test
  @Tag("nightly")
  void theKernelsCompileForEveryGpu() throws Exception {
    compile(75, 80, 86, 87, 88, 89, 90, 100, 103, 110, 120, 121);
  }

  private void compile(int... architectures) throws IOException, InterruptedException {
    Path source = folder.resolve("kernels.cu");
    Files.write(source, CompiledKernels.bytes("kernels.cu"));
    List<String> command =
        new ArrayList<>(
            List.of(
                "nvcc",
                "-std=c++17",
                "-fmad=false",
                "-Werror",
                "all-warnings",
                "-fatbin",
                "-o",
                folder.resolve("kernels.fatbin").toString()));
    for (int one : architectures) {
      command.add("-gencode=arch=compute_" + one + ",code=sm_" + one);
    }
    command.add(source.toString());
    Path said = folder.resolve("said");
    Process process = start(command, said);
    try {
      assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
      assertThat(process.exitValue()).as(Files.readString(said)).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  private static Process start(List<String> command, Path said) {
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(said.toFile())
          .start();
    } catch (IOException e) {
      Assumptions.abort("The kernels are not compiled for GPUs: no nvcc on this machine's path");
      throw new IllegalStateException(e);
    }
  }
}
