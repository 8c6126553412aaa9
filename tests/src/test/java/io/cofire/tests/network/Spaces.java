package io.cofire.tests.network;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Namespaces of the kernel's network and the commands of iproute2. Their names carry the process
 * that made them, so that the next start finds what a killed one left.
 */
final class Spaces {

  private static final String PREFIX = "cofire-";
  private static final long LIMIT_SECONDS = 30;

  private Spaces() {}

  /** Why there can be none here; empty where they can be made. */
  static Optional<String> obstacle() throws IOException, InterruptedException {
    Optional<String> missing = obstacle(userId(), System.getenv("PATH"));
    if (missing.isPresent()) {
      return missing;
    }
    String name = name("try");
    try {
      run("ip", "netns", "add", name);
      ip(name, "link add data type vxlan id 1 dstport 0");
      return missing;
    } catch (IOException e) { // in a container, say
      return Optional.of("namespaces of the network cannot be made here: " + e.getMessage());
    } finally {
      if (all().contains(name)) {
        remove(name);
      }
    }
  }

  /** The same for a user, by number, and folders of commands. */
  static Optional<String> obstacle(String user, String path) {
    if (!user.equals("0")) {
      return Optional.of("namespaces of the network need root");
    }
    for (String tool : List.of("ip", "tc")) {
      boolean there =
          Stream.of(path.split(":", -1))
              .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
      if (!there) {
        return Optional.of("namespaces of the network need the command " + tool + " of iproute2");
      }
    }
    return Optional.empty();
  }

  private static String userId() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("Uid:"))
        .map(line -> line.split("\\s+", -1)[2]) // the effective one
        .findFirst()
        .orElse("");
  }

  /** The name of a namespace of this process. */
  static String name(String what) {
    return PREFIX + ProcessHandle.current().pid() + "-" + what;
  }

  /** Removes the namespaces of processes that are gone. */
  static void removeLeftovers() throws IOException, InterruptedException {
    for (String name : all()) {
      long owner = Long.parseLong(name.split("-", -1)[1]);
      if (ProcessHandle.of(owner).isEmpty()) {
        remove(name);
      }
    }
  }

  /** Ends what still runs in a namespace, and removes it with its interfaces. */
  static void remove(String name) throws IOException, InterruptedException {
    for (String pid : run("ip", "netns", "pids", name).split("\\s+", -1)) {
      if (!pid.isEmpty()) {
        ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
      }
    }
    run("ip", "netns", "delete", name);
  }

  /** All namespaces of this kind, whoever made them. */
  static List<String> all() throws IOException, InterruptedException {
    List<String> names = new ArrayList<>();
    for (String line : run("ip", "netns", "list").split("\n", -1)) {
      String name = line.split(" ", -1)[0];
      if (name.matches(PREFIX + "\\d+-.+")) {
        names.add(name);
      }
    }
    return names;
  }

  /** Runs {@code ip} in a namespace; the words are separated by spaces. */
  static void ip(String space, String words) throws IOException, InterruptedException {
    run(("ip -n " + space + " " + words).split(" ", -1));
  }

  /** Runs a command and returns what it printed. */
  static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException("Cannot run " + String.join(" ", command) + ": " + said.strip());
    }
    return said;
  }
}
