package io.cofire.ops.fused;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Assumptions;

/**
 * {@code kernels.cu} as a program of the C++ compiler, with its sanitizers on: whoever leaves an
 * allocation, overflows an int or reads at an address that is not aligned ends the program.
 */
public final class CompiledKernels {

  private static final List<String> SOURCES = List.of("kernels.cu", "host.h", "device.cpp");
  private static final List<String> OPTIONS =
      List.of(
          "-std=c++17",
          "-O1",
          "-DCOFIRE_HOST",
          "-Wall",
          "-Wextra",
          "-Werror",
          "-Wno-unknown-pragmas",
          "-ffp-contract=off",
          "-fno-strict-aliasing",
          "-fsanitize=address,undefined",
          "-fno-sanitize-recover=all");

  private CompiledKernels() {}

  /** Skips the test that calls it, with a line that says why, where there is no compiler. */
  public static void require() {
    Assumptions.assumeTrue(
        compiler().isPresent(),
        "The fused kernels are not run: no C++ compiler (c++ or g++) on this machine's path; install g++");
  }

  private static Optional<String> compiler() {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
      for (String name : List.of("c++", "g++")) {
        Path path = Path.of(folder.isEmpty() ? "." : folder, name);
        if (Files.isExecutable(path)) {
          return Optional.of(path.toString());
        }
      }
    }
    return Optional.empty();
  }

  /** The program, compiled by the first test that needs it; later runs find it. */
  static synchronized Path program() {
    try {
      CRC32 sum = new CRC32();
      sum.update(OPTIONS.toString().getBytes(UTF_8));
      for (String source : SOURCES) {
        sum.update(bytes(source));
      }
      Path folder = Path.of("target", "fused-" + Long.toHexString(sum.getValue()));
      Path program = folder.resolve("device");
      if (!Files.isExecutable(program)) {
        Files.createDirectories(folder);
        compile(folder, program);
      }
      return program.toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void compile(Path folder, Path program) throws IOException {
    Path work = Files.createTempDirectory(folder, "build");
    for (String source : SOURCES) {
      Files.write(work.resolve(source), bytes(source));
    }
    List<String> command = new ArrayList<>(List.of(compiler().orElseThrow()));
    command.addAll(OPTIONS);
    command.addAll(List.of("-o", "device", "device.cpp"));
    Path said = work.resolve("said");
    Process process =
        new ProcessBuilder(command)
            .directory(work.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    try {
      if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IllegalStateException("Cannot compile kernels.cu: " + Files.readString(said));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    Files.move(work.resolve("device"), program, StandardCopyOption.ATOMIC_MOVE);
  }

  static byte[] bytes(String source) throws IOException {
    try (InputStream in = CompiledKernels.class.getResourceAsStream(source)) {
      return in.readAllBytes();
    }
  }
}
