package io.cofire.ops.libtorch;

import io.cofire.ops.tensor.Device;
import io.cofire.ops.tensor.EngineException;
import java.util.Locale;
import org.bytedeco.pytorch.Context;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/**
 * The GPUs that libtorch sees.
 *
 * @param build whether this build of libtorch has code for GPUs
 * @param count how many the machine has
 */
record Gpus(Build build, long count) {

  /** Kinds of builds. */
  enum Build {
    WITH_CUDA,
    WITHOUT_CUDA
  }

  static Gpus here() {
    Build build = Context.hasCUDART() ? Build.WITH_CUDA : Build.WITHOUT_CUDA;
    return new Gpus(build, build == Build.WITH_CUDA ? torch.getNumGPUs() : 0);
  }

  /**
   * Accepts a device that is there.
   *
   * @throws EngineException otherwise, naming what was asked for and what is there
   */
  void require(Device device) {
    if (device.kind() == Device.Kind.CPU) {
      return;
    }
    if (build == Build.WITHOUT_CUDA) {
      throw cannot(
          device,
          "this build of libtorch is without CUDA (put org.bytedeco:pytorch with the classifier linux-x86_64-gpu on the classpath, or set run.device: cpu)");
    }
    if (count == 0) {
      throw cannot(device, "libtorch finds no GPU here (check the driver, or set run.device: cpu)");
    }
    if (device.index() >= count) {
      throw cannot(
          device,
          String.format(
              Locale.ROOT, "libtorch finds %d GPU(s), cuda:0 to cuda:%d", count, count - 1));
    }
  }

  /**
   * Convolves four ones: a build without machine code for the GPU's compute capability, or without
   * a cuDNN that fits, or a GPU without products of 16 bits, says so now and not in the midst of
   * training.
   *
   * @throws EngineException if that fails
   */
  static void requireWorking(Device device, Factors factors) {
    try {
      TorchCalls.within(
          () -> {
            long[] sizes = {1, 1, 2, 2};
            TensorOptions options = options(device);
            Tensor ones = factors.of(torch.full(sizes, new Scalar(1.0), options));
            double sum = torch.conv2d(ones, ones).sum().item_double();
            if (sum != 4) {
              throw new IllegalStateException("a sum of four ones is " + sum);
            }
          });
    } catch (RuntimeException e) {
      String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw cannot(device, "it is there, but this build of libtorch cannot use it, " + first, e);
    }
  }

  /** How tensors on a device are made; belongs to the innermost scope. */
  static TensorOptions options(Device device) {
    return new TensorOptions(new org.bytedeco.pytorch.Device(device.toString()));
  }

  private static EngineException cannot(Device device, String why) {
    return cannot(device, why, null);
  }

  private static EngineException cannot(Device device, String why, Throwable cause) {
    return new EngineException(
        String.format(Locale.ROOT, "Cannot open engine libtorch on %s: %s", device, why), cause);
  }
}
