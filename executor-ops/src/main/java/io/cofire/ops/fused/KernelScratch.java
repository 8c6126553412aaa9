package io.cofire.ops.fused;

import io.cofire.ops.tensor.Memory;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** What the kernels of one thread share: the device, the sums that they leave, numbers for them. */
final class KernelScratch {

  /** Lanes over which sums are cut: enough for the largest GPUs, and never for another number. */
  private static final int LANES = 1 << 16;

  private static final int PACK = 4;
  private static final int FLOATS_OF_DOUBLE = Double.BYTES / Float.BYTES;

  private final KernelDevice device;
  private final Memory memory;
  private Tensor parts;
  private Tensor sums;
  private Tensor perChannel;
  private ByteBuffer host = ByteBuffer.allocateDirect(0);

  KernelScratch(KernelDevice device, Memory memory) {
    this.device = device;
    this.memory = memory;
  }

  Arguments arguments() {
    return new Arguments(device);
  }

  long address(Tensor tensor) {
    return device.address(tensor);
  }

  /**
   * How many neighbours a thread takes at once.
   *
   * @param sizes what must be a multiple of it
   */
  int width(long[] sizes, Tensor... tensors) {
    for (long size : sizes) {
      if (size % PACK != 0) {
        return 1;
      }
    }
    for (Tensor tensor : tensors) {
      if (device.address(tensor) % (PACK * Float.BYTES) != 0) {
        return 1;
      }
    }
    return PACK;
  }

  /** {@link #width(long[], Tensor...)} for flat work. */
  int width(long size, Tensor... tensors) {
    return width(new long[] {size}, tensors);
  }

  /**
   * Into how many strands the rows of a sum are cut, by the shape alone.
   *
   * @param least rows that a strand should have
   */
  static int strands(long rows, int channels, int least) {
    long most = Math.max(1, LANES / channels);
    return (int) Math.max(1, Math.min(most, rows / least));
  }

  /** Room for the sums of so many lanes. */
  long parts(long doubles) {
    parts = room(parts, doubles * FLOATS_OF_DOUBLE);
    return device.address(parts);
  }

  private Tensor room(Tensor now, long floats) {
    if (now != null && now.shape().elements() >= floats) {
      return now;
    }
    if (now != null) {
      memory.free(now);
    }
    return memory.allocate(Shape.of(Math.toIntExact(floats)));
  }

  /**
   * Adds up what a kernel left in {@link #parts}.
   *
   * @return [kinds,channels], row by row
   */
  double[] finish(long from, int strands, int channels, int kinds) {
    sums = room(sums, (long) kinds * channels * FLOATS_OF_DOUBLE);
    long to = device.address(sums);
    arguments()
        .addresses(from, to)
        .numbers(strands, channels, kinds)
        .launch("finish", 256L * kinds * ((channels + 7) / 8));
    double[] values = new double[kinds * channels];
    ByteBuffer copy = staging(values.length * Double.BYTES);
    device.download(to, copy);
    copy.rewind().asDoubleBuffer().get(values);
    return values;
  }

  /** Copies arrays of one length to the device; each lies aligned for packs. */
  long[] upload(float[]... arrays) {
    int stride = (arrays[0].length + PACK - 1) / PACK * PACK;
    perChannel = room(perChannel, (long) stride * arrays.length);
    ByteBuffer copy = staging(stride * arrays.length * Float.BYTES);
    long[] addresses = new long[arrays.length];
    for (int i = 0; i < arrays.length; i++) {
      int from = i * stride * Float.BYTES;
      copy.slice(from, stride * Float.BYTES)
          .order(ByteOrder.nativeOrder())
          .asFloatBuffer()
          .put(arrays[i]);
      addresses[i] = device.address(perChannel) + from;
    }
    device.upload(copy, device.address(perChannel));
    return addresses;
  }

  private ByteBuffer staging(int bytes) {
    if (host.capacity() < bytes) {
      host = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }
    return host.clear().limit(bytes);
  }
}
