package io.cofire.data.lock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What tells one process from every other: its number alone is given again after its end, in
 * another container, and after a restart of the machine.
 *
 * @param host name of the machine
 * @param boot what the kernel calls the time since its start; empty where it does not say
 * @param numbers the space that process numbers are of, one a container; empty where unknown
 * @param user whose process it is
 * @param process its number
 * @param startTicks when it started, in the kernel's ticks since the machine did
 */
record ProcessMark(
    String host, String boot, String numbers, String user, long process, long startTicks) {

  private static final Path PROC = Path.of("/proc");
  private static final int START_AFTER_NAME = 19; // field 22 of proc(5), the name is field 2
  private static final ProcessMark HERE = of(ProcessHandle.current().pid());

  /** Whether a process lives, as far as it can be told from here. */
  enum Life {
    /** It does. */
    LIVES,
    /** It has ended. */
    GONE,
    /** It is on another machine, in another container, or hidden. */
    UNKNOWN
  }

  /** This process. */
  static ProcessMark here() {
    return HERE;
  }

  /** A process of this machine. */
  static ProcessMark of(long process) {
    return new ProcessMark(
        line(PROC.resolve("sys/kernel/hostname")),
        line(PROC.resolve("sys/kernel/random/boot_id")),
        link(PROC.resolve("self/ns/pid")),
        System.getProperty("user.name", ""),
        process,
        startTicks(process));
  }

  Life life() {
    boolean told = !boot.isEmpty() && !numbers.isEmpty() && startTicks >= 0;
    if (!told || !boot.equals(HERE.boot) || !numbers.equals(HERE.numbers)) {
      return Life.UNKNOWN;
    }
    if (startTicks(process) == startTicks) {
      return Life.LIVES;
    }
    boolean othersAreShown = Files.exists(PROC.resolve("1/stat")); // not under hidepid
    boolean shown = othersAreShown || user.equals(HERE.user);
    return shown ? Life.GONE : Life.UNKNOWN;
  }

  /** When a process started; -1 if there is none, or only what its parent has not buried. */
  private static long startTicks(long process) {
    String stat = line(PROC.resolve(process + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
    boolean dead = fields[0].isEmpty() || "ZXx".contains(fields[0]);
    if (dead || fields.length <= START_AFTER_NAME) {
      return -1;
    }
    return Long.parseLong(fields[START_AFTER_NAME]);
  }

  private static String line(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      return "";
    }
  }

  private static String link(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return "";
    }
  }
}
