package io.cofire.tests.bench.traffic;

import io.cofire.ops.fused.KernelDevice;
import io.cofire.ops.tensor.Tensor;
import java.nio.ByteBuffer;

/**
 * A device that reads of each launch's structure what the kernel would read and write; a value that
 * a thread reads twice counts twice.
 */
final class CountedDevice implements KernelDevice {

  private final Traffic traffic;

  CountedDevice(Traffic traffic) {
    this.traffic = traffic;
  }

  @Override
  public long address(Tensor tensor) {
    return SizedTensor.of(tensor).address();
  }

  @Override
  public void launch(String kernel, long work, ByteBuffer arguments) {
    traffic.launchedBytes(bytes(kernel, new Fields(arguments)));
  }

  @Override
  public void upload(ByteBuffer values, long address) {
    traffic.copied();
  }

  @Override
  public void download(long address, ByteBuffer values) {
    traffic.copied();
  }

  /** A structure of kernels.cu: so many pointers first. */
  private record Fields(ByteBuffer bytes) {

    boolean points(int pointer) {
      return bytes.getLong(Long.BYTES * pointer) != 0;
    }

    long count(int pointers, int index) {
      return bytes.getLong(Long.BYTES * (pointers + index));
    }

    int number(int words, int index) {
      return bytes.getInt(Long.BYTES * words + Integer.BYTES * index);
    }
  }

  private static long bytes(String kernel, Fields of) {
    return switch (kernel) {
      case "neuron_forward" -> 12 * of.count(5, 0) * of.number(6, 0);
      case "neuron_spikes" -> 8 * of.count(2, 0);
      case "neuron_backward" -> neuronBackward(of);
      case "finish" -> 8L * of.number(2, 0) * of.number(2, 1) * of.number(2, 2);
      case "total" -> 4 * of.count(2, 0) + 8 * of.count(2, 1);
      case "norm_moments" -> (4 * of.count(4, 0) + 24L * of.number(5, 0)) * of.number(5, 1);
      case "norm_gradient_sums" -> (8 * of.count(4, 0) + 16L * of.number(5, 0)) * of.number(5, 1);
      case "affine" -> (of.points(1) ? 12 : 8) * of.count(6, 0);
      case "join" -> (of.number(6, 0) >= 3 ? 20 : 12) * of.count(5, 0);
      case "along_time" -> alongTime(of);
      case "neunorm_forward", "neunorm_backward" ->
          4L * of.number(4, 0) * of.number(4, 1) * (3L * of.number(4, 3) + 1);
      case "neunorm_weights" -> 4L * of.number(4, 0) * of.number(4, 1) * (of.number(4, 3) + 1L);
      case "pool" -> pool(of);
      case "global_pool" -> globalPool(of);
      case "update" -> new int[] {20, 28, 8, 12}[of.number(5, 0)] * of.count(4, 0);
      default -> throw new IllegalArgumentException("Cannot count " + kernel);
    };
  }

  private static long neuronBackward(Fields of) {
    boolean norm = of.points(5);
    long all = of.count(7, 0) * of.number(9, 0);
    long lanes = of.count(7, 1);
    long sums = (norm ? 16 * lanes * of.number(9, 2) : 0) + (of.points(6) ? 24 * lanes : 0);
    return (norm ? 16 : 12) * all + sums;
  }

  private static long alongTime(Fields of) {
    long steps = of.number(4, 0);
    return 4 * of.count(3, 0) * (of.number(4, 1) == 2 ? 2 * steps + 1 : steps + 1);
  }

  private static long pool(Fields of) {
    int what = of.number(4, 8);
    long in = (long) of.number(4, 0) * of.number(4, 1);
    long out = (long) of.number(4, 2) * of.number(4, 3);
    long each = what == 2 ? 2 * in + out : in + out;
    return 4 * of.count(3, 0) * each / (what < 2 ? out : in);
  }

  private static long globalPool(Fields of) {
    long pixels = of.number(3, 0);
    long n = of.count(2, 0);
    return of.number(3, 2) == 0 ? 4 * n * (pixels + 1) : 4 * n + 4 * n / pixels;
  }
}
