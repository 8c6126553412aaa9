package io.cofire.ops.cuda;

import io.cofire.data.errors.Legible;
import io.cofire.ops.fused.FusedOperations;
import io.cofire.ops.tensor.Memory;
import io.cofire.ops.tensor.OperationSet;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Operations on a GPU: fused where the kernels can be compiled and launched, else composed of the
 * library's.
 *
 * @param operations what an engine uses
 * @param device that runs the kernels; empty where they are composed
 * @param architecture for which they were compiled; empty where they are composed
 */
public record GpuOperations(
    OperationSet operations, Optional<CudaDevice> device, Optional<String> architecture)
    implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(GpuOperations.class);

  /** A library's own. */
  public static GpuOperations composed(OperationSet operations) {
    return new GpuOperations(operations, Optional.empty(), Optional.empty());
  }

  /**
   * The kernels, for the calling thread; where they cannot run the log says why, and the library's
   * operations do the same.
   *
   * @param index which of this process's GPUs
   * @param composed makes the library's
   */
  public static GpuOperations fused(
      int index, CudaLibrary library, Memory memory, Supplier<OperationSet> composed) {
    try {
      CudaDevice device = CudaDevice.open(index, library);
      OperationSet operations = FusedOperations.on(device, memory);
      return new GpuOperations(operations, Optional.of(device), Optional.of(device.architecture()));
    } catch (IllegalStateException | IllegalArgumentException | LinkageError e) {
      LOG.warn(
          "Kernels on cuda:{} are composed, not fused: {}",
          index,
          Legible.of(String.valueOf(e.getMessage())));
      return composed(composed.get());
    }
  }

  /** Which code computes what is no convolution; a part of what decides the bits. */
  public String named(String composed) {
    return architecture.map(code -> "fused kernels for " + code).orElse(composed);
  }

  @Override
  public void close() {
    device.ifPresent(CudaDevice::close);
  }
}
