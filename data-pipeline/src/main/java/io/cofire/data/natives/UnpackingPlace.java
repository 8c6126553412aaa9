package io.cofire.data.natives;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;

/**
 * The folder into which JavaCPP unpacks libraries before it loads them. Where that fails it says
 * only that a file cannot be opened, so the folder is looked at.
 *
 * @param folder where it is; empty if JavaCPP found none that it can make
 * @param mounts the kernel's list of mounted file systems
 */
record UnpackingPlace(Optional<Path> folder, Path mounts) {

  private static final Path MOUNTS = Path.of("/proc/mounts");

  /** As much as the largest library: a quota does not show as space that is free. */
  private static final int PROBED_BYTES = 64 << 20;

  static UnpackingPlace ofJavaCpp() {
    Optional<Path> folder;
    try {
      folder = Optional.of(Loader.getCacheDir().toPath().toAbsolutePath());
    } catch (IOException e) {
      folder = Optional.empty();
    }
    return new UnpackingPlace(folder, MOUNTS);
  }

  /** What keeps libraries from being written there or started from there, with the place. */
  Optional<String> problem() {
    if (folder.isEmpty()) {
      return Optional.of("a folder of the user's home, which cannot be made");
    }
    Path place = folder.get();
    if (isNoexec(place)) {
      return Optional.of(place + ", which is mounted noexec");
    }
    return unwritable(place)
        .map(why -> String.format(Locale.ROOT, "%s, where nothing can be written: %s", place, why));
  }

  private boolean isNoexec(Path place) {
    String options = "";
    int longest = -1;
    for (String line : lines()) {
      String[] fields = line.split(" ", -1); // device, place, type, options
      if (fields.length < 4) {
        continue;
      }
      Path mounted = Path.of(fields[1].replace("\\040", " "));
      if (place.startsWith(mounted) && mounted.getNameCount() >= longest) {
        longest = mounted.getNameCount();
        options = fields[3];
      }
    }
    return Arrays.asList(options.split(",", -1)).contains("noexec");
  }

  private List<String> lines() {
    try {
      return Files.readAllLines(mounts, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return List.of(); // no Linux, or no right to look
    }
  }

  private static Optional<String> unwritable(Path place) {
    Path probe = place.resolve("probe-" + ProcessHandle.current().pid());
    try (SeekableByteChannel file =
        Files.newByteChannel(
            probe,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE)) {
      ByteBuffer zeros = ByteBuffer.allocate(1 << 20);
      for (int written = 0; written < PROBED_BYTES; written += zeros.capacity()) {
        zeros.clear();
        while (zeros.hasRemaining()) {
          file.write(zeros);
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
