package io.cofire.tests.faults;

import static org.assertj.core.api.Assumptions.assumeThat;

import io.cofire.data.Patience;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A disk of eight megabytes in memory, which only the superuser can mount; without it, no test. */
record FullDisk(Path folder) implements AutoCloseable {

  static FullDisk mount(Path folder) throws IOException {
    Files.createDirectories(folder);
    int code = run("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", folder.toString());
    assumeThat(code).as("exit code of mount: a full disk needs a superuser").isZero();
    return new FullDisk(folder);
  }

  /** Leaves no room at all. */
  void fill() throws IOException {
    byte[] page = new byte[1 << 12];
    try (OutputStream out = Files.newOutputStream(folder.resolve("filler"))) {
      while (true) {
        out.write(page);
      }
    } catch (IOException e) {
      if (!String.valueOf(e.getMessage()).contains("No space left")) {
        throw e;
      }
    }
  }

  /** Gives the room back. */
  void free() throws IOException {
    Files.delete(folder.resolve("filler"));
  }

  @Override
  public void close() throws IOException {
    if (run("umount", "--lazy", folder.toString()) != 0) {
      throw new IOException("Cannot unmount " + folder);
    }
  }

  private static int run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getInputStream().transferTo(OutputStream.nullOutputStream());
    return process.onExit().orTimeout(Patience.SECONDS, TimeUnit.SECONDS).join().exitValue();
  }
}
