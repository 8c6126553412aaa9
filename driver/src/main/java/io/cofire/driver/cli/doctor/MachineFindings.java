package io.cofire.driver.cli.doctor;

import io.cofire.ops.tensor.Machine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Java, cores, memory and the processor's instructions. */
final class MachineFindings {

  private static final double GB = 1e9;
  private static final Path MEMORY = Path.of("/proc/meminfo");
  private static final Path PROCESSOR = Path.of("/proc/cpuinfo");

  /** What the engines' libraries choose their code by. */
  private static final List<String> INSTRUCTIONS =
      List.of("avx", "avx2", "avx512f", "avx512_bf16", "avx512_fp16", "amx_bf16", "amx_fp16");

  private MachineFindings() {}

  static List<Examined> all() {
    return List.of(java(), cores(), memory(), instructions());
  }

  private static Examined java() {
    String version = Runtime.version().toString();
    String text =
        String.format(
            Locale.ROOT,
            "%s of %s, in %s; heap of this command %.1f GB",
            version,
            System.getProperty("java.vendor"),
            System.getProperty("java.home"),
            Runtime.getRuntime().maxMemory() / GB);
    return Runtime.version().feature() == 17
        ? Examined.fine("Java", text)
        : Examined.fault("Java", text + "; Cofire needs JDK 17: set JAVA_HOME to one");
  }

  private static Examined cores() {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    return Examined.fine(
        "cores",
        String.format(
            Locale.ROOT,
            "%d for this process, load %.1f; %s",
            Runtime.getRuntime().availableProcessors(),
            load,
            Machine.processor()));
  }

  private static Examined memory() {
    List<String> lines = lines(MEMORY);
    return Examined.fine(
        "memory",
        String.format(
            Locale.ROOT,
            "%.1f GB, of which %.1f GB are free",
            kilobytes(lines, "MemTotal:") * 1024 / GB,
            kilobytes(lines, "MemAvailable:") * 1024 / GB));
  }

  private static double kilobytes(List<String> lines, String key) {
    return lines.stream()
        .filter(line -> line.startsWith(key))
        .findFirst()
        .map(line -> Double.parseDouble(line.substring(key.length()).replace("kB", "").strip()))
        .orElse(Double.NaN);
  }

  private static Examined instructions() {
    Set<String> flags = new TreeSet<>();
    lines(PROCESSOR).stream()
        .filter(line -> line.startsWith("flags"))
        .findFirst()
        .ifPresent(line -> flags.addAll(Arrays.asList(line.split("\\s+", -1))));
    List<String> has = INSTRUCTIONS.stream().filter(flags::contains).toList();
    return has.isEmpty()
        ? Examined.absent("instructions", "none of " + String.join(", ", INSTRUCTIONS))
        : Examined.fine("instructions", String.join(", ", has));
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return List.of(); // no Linux
    }
  }
}
