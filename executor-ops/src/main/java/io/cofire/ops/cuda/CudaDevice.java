package io.cofire.ops.cuda;

import io.cofire.ops.fused.KernelDevice;
import io.cofire.ops.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.cuda.cudart.CUfunc_st;
import org.bytedeco.cuda.cudart.CUmod_st;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.PointerScope;

/** The kernels on a GPU, on the stream and the memory of an engine's library. */
public final class CudaDevice implements KernelDevice, AutoCloseable {

  private static final int BLOCK = 256;

  /** Blocks for each multiprocessor: enough to fill it, few enough that each has some work. */
  private static final int BLOCKS = 16;

  private final CudaContext context;
  private final CudaLibrary library;
  private final CUmod_st module = new CUmod_st();
  private final Map<String, CUfunc_st> functions = new HashMap<>();

  private CudaDevice(CudaContext context, CudaLibrary library) {
    this.context = context;
    this.library = library;
  }

  /**
   * Compiles the kernels for a GPU, unless they were before, and loads them, for the calling
   * thread.
   *
   * @param index which of this process's GPUs
   */
  public static CudaDevice open(int index, CudaLibrary library) {
    CudaContext context = CudaContext.enter(index);
    CudaDevice device = new CudaDevice(context, library);
    KernelImage image = KernelImage.of(context.architecture());
    byte[] code = new KernelCache(folder()).image(image, image::compile);
    device.load(code);
    return device;
  }

  private static Path folder() {
    try {
      return Loader.getCacheDir().toPath().resolve("cofire-kernels");
    } catch (IOException e) {
      return Path.of(System.getProperty("java.io.tmpdir"), "cofire-kernels");
    }
  }

  /** PTX is a text, which must end with a zero. */
  @SuppressWarnings("try") // the scope acts by being open
  private void load(byte[] code) {
    try (PointerScope scope = new PointerScope()) {
      BytePointer image = new BytePointer(code.length + 1L);
      image.put(code, 0, code.length).put(code.length, (byte) 0);
      CudaCalls.require(cudart.cuModuleLoadData(module, image), "cuModuleLoadData");
    }
  }

  @Override
  public long address(Tensor tensor) {
    return library.address(tensor);
  }

  @Override
  @SuppressWarnings("try") // the scope acts by being open
  public void launch(String kernel, long work, ByteBuffer arguments) {
    long blocks = Math.min((work + BLOCK - 1) / BLOCK, (long) BLOCKS * context.multiprocessors());
    CUfunc_st function = functions.computeIfAbsent(kernel, this::function);
    try (PointerScope scope = new PointerScope()) {
      PointerPointer<Pointer> parameters = new PointerPointer<>(1L);
      parameters.put(0, new BytePointer(arguments));
      CudaCalls.require(
          cudart.cuLaunchKernel(
              function,
              (int) Math.max(1, blocks),
              1,
              1,
              BLOCK,
              1,
              1,
              0,
              stream(),
              parameters,
              (PointerPointer<?>) null),
          "cuLaunchKernel of " + kernel);
    }
  }

  /** Null, CUDA's default one, where the library says nothing else. */
  private CUstream_st stream() {
    long address = library.stream();
    return address == 0 ? null : new CUstream_st(new StreamAddress(address));
  }

  /** A pointer to what this process does not own. */
  private static final class StreamAddress extends Pointer {

    StreamAddress(long address) {
      this.address = address;
    }
  }

  private CUfunc_st function(String kernel) {
    CUfunc_st function = new CUfunc_st();
    CudaCalls.require(
        cudart.cuModuleGetFunction(function, module, kernel), "cuModuleGetFunction of " + kernel);
    return function;
  }

  /** From memory that is not pinned, so the values are taken before the call returns. */
  @Override
  @SuppressWarnings("try") // the scope acts by being open
  public void upload(ByteBuffer values, long address) {
    try (PointerScope scope = new PointerScope()) {
      Pointer from = new BytePointer(values);
      CudaCalls.require(
          cudart.cuMemcpyHtoDAsync(address, from, values.remaining(), stream()),
          "cuMemcpyHtoDAsync");
    }
  }

  @Override
  @SuppressWarnings("try") // the scope acts by being open
  public void download(long address, ByteBuffer values) {
    try (PointerScope scope = new PointerScope()) {
      Pointer to = new BytePointer(values);
      CUstream_st stream = stream();
      CudaCalls.require(
          cudart.cuMemcpyDtoHAsync(to, address, values.remaining(), stream), "cuMemcpyDtoHAsync");
      CudaCalls.require(cudart.cuStreamSynchronize(stream), "cuStreamSynchronize");
    }
  }

  /** Model and architecture, for what decides the bits. */
  public String architecture() {
    return "compute capability " + context.major() + "." + context.minor();
  }

  @Override
  public void close() {
    CudaCalls.require(cudart.cuModuleUnload(module), "cuModuleUnload");
  }
}
