package io.cofire.ops.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux says of this process. */
public final class ProcessStatus {

  private static final Path FILE = Path.of("/proc/self/status");

  private ProcessStatus() {}

  /** Bytes of memory that an entry such as VmRSS or VmHWM tells. */
  public static long bytes(String entry) throws IOException {
    return Long.parseLong(value(entry).replaceAll("\\D", "")) * 1024;
  }

  /** The text of an entry. */
  public static String value(String entry) throws IOException {
    for (String line : Files.readAllLines(FILE)) {
      if (line.startsWith(entry + ":")) {
        return line.substring(entry.length() + 1).strip();
      }
    }
    throw new IOException("No " + entry + " in " + FILE);
  }
}
