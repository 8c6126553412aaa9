package io.cofire.ops.tensor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What this machine says of its processor, and of settings that libraries read for themselves. */
public final class Machine {

  private static final Path FACTS = Path.of("/proc/cpuinfo");
  private static final Path NAME = Path.of("/proc/sys/kernel/hostname");
  private static final Path CACHES = Path.of("/sys/devices/system/cpu/cpu0/cache/index0");
  private static final String MODEL = "model name";
  private static final String FLAGS = "flags";
  private static final String PROCESSOR = fact(MODEL);

  private Machine() {}

  /** Model of the processor; empty where the system does not say. */
  public static String processor() {
    return PROCESSOR;
  }

  /**
   * Whether the system knows the sizes of the processor's caches. Some virtual machines hide them,
   * and a library that asks the processor itself is told 0.
   */
  public static boolean knowsCaches() {
    return !Files.exists(FACTS) || Files.exists(CACHES); // where there is no Linux, nobody says
  }

  /** Instruction sets of the processor, as Linux names them; none where it does not say. */
  static Set<String> flags() {
    return Set.copyOf(List.of(fact(FLAGS).split(" +")));
  }

  /** Its name, as the system has it; "this machine" where it does not say. */
  public static String host() {
    try {
      return Files.readString(NAME).strip();
    } catch (IOException e) {
      return "this machine";
    }
  }

  private static String fact(String name) {
    try (Stream<String> lines = Files.lines(FACTS)) {
      return lines
          .filter(line -> line.startsWith(name))
          .findFirst()
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .orElse("");
    } catch (IOException e) {
      return "";
    }
  }

  /**
   * A text and, where it is set, a variable of the environment: {@code avx2, OPENBLAS_CORETYPE
   * HASWELL}.
   */
  public static String with(String text, String variable) {
    return Optional.ofNullable(System.getenv(variable))
        .filter(value -> !value.isBlank())
        .map(value -> text + ", " + variable + " " + value.strip())
        .orElse(text);
  }
}
