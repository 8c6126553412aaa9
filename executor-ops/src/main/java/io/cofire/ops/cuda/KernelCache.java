package io.cofire.ops.cuda;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Compiled kernels by what they come from: a file for each source, architecture and compiler, kept
 * where JavaCPP unpacks libraries. A folder that cannot be written costs a compilation at each
 * start, seconds, and no more.
 *
 * @param folder where the files are
 */
record KernelCache(Path folder) {

  private static final String SOURCE = "/io/cofire/ops/fused/kernels.cu";

  /** Compiles a text into an image. */
  interface Compiler {
    /** The image of a source. */
    byte[] compile(String source);
  }

  static String source() {
    try (InputStream in = KernelCache.class.getResourceAsStream(SOURCE)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + SOURCE, e);
    }
  }

  /** The image, from its file if that is whole. */
  byte[] image(KernelImage wanted, Compiler compiler) {
    String source = source();
    Path file = folder.resolve(name(source, wanted));
    try {
      if (Files.isRegularFile(file)) {
        byte[] found = Files.readAllBytes(file);
        if (found.length > 0) {
          return found;
        }
      }
    } catch (IOException e) {
      // Compiled again below.
    }
    byte[] image = compiler.compile(source);
    keep(image, file);
    return image;
  }

  private static String name(String source, KernelImage wanted) {
    String from = source + Arrays.toString(wanted.options()) + wanted.compiler();
    return "kernels-" + hash(from).substring(0, 16) + "-sm" + wanted.architecture();
  }

  private static String hash(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /** Whole or not at all: other processes of the machine may read it at the same moment. */
  private void keep(byte[] image, Path file) {
    try {
      Files.createDirectories(folder);
      Path part = Files.createTempFile(folder, "kernels", ".part");
      Files.write(part, image);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      // The next start compiles again.
    }
  }
}
