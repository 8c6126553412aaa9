package io.cofire.driver.cli.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * The NVIDIA GPUs of this machine, as the driver's own program tells them.
 *
 * @param count how many there are
 * @param findings a line for each, or why there is none
 */
record GpuFindings(int count, List<Examined> findings) {

  private static final List<String> ASK =
      List.of(
          "nvidia-smi",
          "--query-gpu=index,name,compute_cap,memory.total,memory.free,driver_version",
          "--format=csv,noheader");
  private static final long PATIENCE_SECONDS = 10;
  private static final String TOPIC = "GPU";

  static GpuFindings here() {
    Path answer = null;
    try {
      answer = Files.createTempFile("nvidia-smi", ".txt");
      return ask(answer);
    } catch (IOException e) {
      return none("no nvidia-smi, which NVIDIA's driver brings, on the path");
    } finally {
      delete(answer);
    }
  }

  private static GpuFindings ask(Path answer) throws IOException {
    Process process =
        new ProcessBuilder(ASK).redirectErrorStream(true).redirectOutput(answer.toFile()).start();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        return none("nvidia-smi does not answer within " + PATIENCE_SECONDS + " s");
      }
      List<String> lines = Files.readAllLines(answer, StandardCharsets.UTF_8);
      return process.exitValue() == 0
          ? of(lines)
          : none("nvidia-smi says " + String.join(" ", lines).strip());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return none("interrupted");
    } finally {
      process.destroyForcibly();
    }
  }

  private static void delete(Path answer) {
    try {
      if (answer != null) {
        Files.deleteIfExists(answer);
      }
    } catch (IOException e) {
      answer.toFile().deleteOnExit();
    }
  }

  private static GpuFindings none(String why) {
    return new GpuFindings(0, List.of(Examined.absent(TOPIC, why)));
  }

  /** From lines such as {@code 0, NVIDIA A100, 8.0, 40960 MiB, 40000 MiB, 580.65}. */
  static GpuFindings of(List<String> lines) {
    List<Examined> findings = new ArrayList<>();
    for (String line : lines) {
      String[] fields = line.split(", *", -1);
      if (fields.length == 6) {
        String text =
            String.format(
                Locale.ROOT,
                "%s, compute capability %s, %s of memory, %s free, driver %s",
                fields[1],
                fields[2],
                fields[3],
                fields[4],
                fields[5]);
        findings.add(Examined.fine("cuda:" + fields[0].strip(), text));
      }
    }
    return findings.isEmpty()
        ? none("nvidia-smi lists none")
        : new GpuFindings(findings.size(), findings);
  }
}
