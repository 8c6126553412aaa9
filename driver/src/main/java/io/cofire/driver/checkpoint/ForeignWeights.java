package io.cofire.driver.checkpoint;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Weights of other libraries, by their first bytes: people hand them in as they are. */
public final class ForeignWeights {

  /** As many bytes tell them all apart. */
  public static final int BYTES = 8;

  private static final String REMEDY =
      "; a safetensors file is expected: 'cofire import' makes one of PyTorch's files, and safetensors.torch.save_file(tensors, path) in Python";

  private record Format(List<Integer> magic, String name) {
    boolean begins(byte[] bytes) {
      for (int i = 0; i < magic.size(); i++) {
        if (i >= bytes.length || (bytes[i] & 0xff) != magic.get(i)) {
          return false;
        }
      }
      return true;
    }
  }

  private static final List<Format> FORMATS =
      List.of(
          new Format(
              List.of(0x50, 0x4b, 0x03, 0x04), "a zip archive, such as PyTorch's .pth and .pt"),
          new Format(List.of(0x80, 0x02, 0x8a, 0x0a), "a PyTorch file (.pth, .pt) of before 1.6"),
          new Format(List.of(0x80, 0x02), "a Python pickle, such as an old .pth"),
          new Format(List.of(0x80, 0x03), "a Python pickle"),
          new Format(List.of(0x80, 0x04), "a Python pickle"),
          new Format(List.of(0x80, 0x05), "a Python pickle"),
          new Format(List.of(0x89, 0x48, 0x44, 0x46), "an HDF5 file, such as Keras's .h5"),
          new Format(List.of(0x93, 0x4e, 0x55, 0x4d), "a NumPy file"),
          new Format(List.of(0x1f, 0x8b), "a gzip file"));

  private ForeignWeights() {}

  /**
   * What a file is, and the remedy; empty if it may be a safetensors file.
   *
   * @param first its first bytes, {@link #BYTES} if it has as many
   */
  public static Optional<String> name(byte[] first) {
    return kind(first).map(what -> what + REMEDY);
  }

  /** The same without a remedy. */
  public static Optional<String> kind(byte[] first) {
    byte[] bytes = Arrays.copyOf(first, Math.min(first.length, BYTES));
    return FORMATS.stream()
        .filter(format -> format.begins(bytes) && !isLength(bytes))
        .findFirst()
        .map(format -> "it is " + format.name());
  }

  /** A safetensors file begins with the length of its header. */
  private static boolean isLength(byte[] bytes) {
    long length = bytes.length < BYTES ? -1 : Safetensors.number(bytes);
    return length >= 0 && length <= Safetensors.MAX_HEADER_BYTES;
  }
}
