package io.cofire.ops.tensor;

import io.cofire.data.errors.InvalidValue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an engine's tensors lie and its operations run.
 *
 * @param kind processor or GPU
 * @param index which of several; 0 for the processor
 */
public record Device(Kind kind, int index) {

  private static final Pattern CUDA = Pattern.compile("cuda:(\\d{1,2})");

  /** The processor and its memory. */
  public static final Device CPU = new Device(Kind.CPU, 0);

  /** Kinds of devices. */
  public enum Kind {
    /** The processor. */
    CPU,
    /** An NVIDIA GPU. */
    CUDA
  }

  /**
   * Reads a device as recipes write it.
   *
   * @param text {@code cpu} or {@code cuda:N}
   * @throws IllegalArgumentException if it is neither
   */
  public static Device parse(String text) {
    if (text.equals("cpu")) {
      return CPU;
    }
    Matcher cuda = CUDA.matcher(text);
    if (!cuda.matches()) {
      throw new InvalidValue("run.device", text, "must be cpu or cuda:N, such as cuda:0");
    }
    return cuda(Integer.parseInt(cuda.group(1)));
  }

  /** One GPU of this machine, from 0. */
  public static Device cuda(int index) {
    return new Device(Kind.CUDA, index);
  }

  /** As recipes write it. */
  @Override
  public String toString() {
    return kind == Kind.CPU ? "cpu" : "cuda:" + index;
  }
}
