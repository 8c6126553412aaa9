package io.cofire.tests.bench;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Who takes training steps, each run in a process of its own under the same settings. */
enum StepSide {
  /** Engine nd4j. */
  COFIRE,
  /** Engine nd4j in bf16. */
  COFIRE_BF16,
  /** libtorch's eager autograd, a step at a time. */
  LIBTORCH,
  /** Plain PyTorch of the system's Python, written as its users write it. */
  PYTORCH;

  private static final String PYTHON = "/usr/bin/python3"; // the one of the system's packages
  private static final Map<String, String> MEMORY_SETTINGS =
      Map.of(
          "MALLOC_MMAP_THRESHOLD_", "4294967296",
          "MALLOC_TRIM_THRESHOLD_", "8589934592",
          "MALLOC_TOP_PAD_", "67108864",
          "GLIBC_TUNABLES", "glibc.malloc.arena_max=1");

  /** As deploy/cofire has it; the others wait as their libraries do. */
  private static final Map<String, String> SLEEPING =
      Map.of("OMP_WAIT_POLICY", "passive", "OPENBLAS_THREAD_TIMEOUT", "4");

  /** Whether this machine has what it needs. */
  boolean isHere() throws IOException, InterruptedException {
    if (this != PYTORCH) {
      return true;
    }
    if (!Files.isExecutable(Path.of(PYTHON))) {
      return false;
    }
    Process importing =
        new ProcessBuilder(PYTHON, "-c", "import torch")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return importing.waitFor(1, TimeUnit.MINUTES) && importing.exitValue() == 0;
  }

  /** Runs a network's steps on so many threads. */
  StepFigures run(TrainStepCase one, String threads) throws IOException, InterruptedException {
    Path output = Files.createTempFile("train-step", ".txt");
    ProcessBuilder builder = new ProcessBuilder(command(one, threads));
    builder.environment().putAll(MEMORY_SETTINGS);
    builder.environment().put("OMP_NUM_THREADS", threads);
    if (this == COFIRE || this == COFIRE_BF16) {
      builder.environment().putAll(SLEEPING);
    }
    Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    try {
      if (!process.waitFor(10, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new IOException(
            "A run of %s failed: %s".formatted(one.name(), Files.readString(output)));
      }
      List<String> lines = Files.readAllLines(output, StandardCharsets.UTF_8);
      return StepFigures.read(lines.get(lines.size() - 1));
    } finally {
      process.destroyForcibly();
      Files.deleteIfExists(output);
    }
  }

  private List<String> command(TrainStepCase one, String threads) {
    List<String> words = new ArrayList<>(this == PYTORCH ? python() : java());
    words.add(one.name());
    for (int number : List.of(one.side(), one.timesteps(), one.batch(), one.steps())) {
      words.add(Integer.toString(number));
    }
    words.add(threads);
    return words;
  }

  private static List<String> python() {
    try {
      Path script = Path.of(StepSide.class.getResource("/bench/train_step.py").toURI());
      return List.of(PYTHON, "-B", script.toString());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<String> java() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xms512m",
        "-Xmx512m",
        "-XX:+AlwaysPreTouch",
        "-XX:+UseSerialGC",
        "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
        "-Dorg.bytedeco.javacpp.maxbytes=0",
        "-cp",
        System.getProperty("java.class.path"),
        TrainStepRun.class.getName(),
        name());
  }
}
