package io.cofire.ops.libtorch;

import io.cofire.ops.composed.ComposedKernels;
import io.cofire.ops.cuda.CudaLibrary;
import io.cofire.ops.cuda.GpuOperations;
import io.cofire.ops.tensor.Arithmetic;
import io.cofire.ops.tensor.Convolution;
import io.cofire.ops.tensor.ConvolutionShape;
import io.cofire.ops.tensor.Device;
import io.cofire.ops.tensor.KernelChoice;
import io.cofire.ops.tensor.Kernels;
import io.cofire.ops.tensor.Linear;
import io.cofire.ops.tensor.Machine;
import io.cofire.ops.tensor.Memory;
import io.cofire.ops.tensor.OperationSet;
import io.cofire.ops.tensor.Precision;
import io.cofire.ops.tensor.Tensor;
import io.cofire.ops.tensor.ThreadsPerRank;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Context;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/** One rank's libtorch. */
final class LibtorchKernels extends ComposedKernels {

  /**
   * oneDNN 3.7, which is in libtorch 2.10, computes wrong convolutions where a processor tells no
   * sizes of caches (its issue 5313 has the like): ATen's own are slower, and right.
   */
  private static final boolean HAS_ONEDNN = Machine.knowsCaches();

  private final Device device;
  private final Precision precision;
  private final Factors factors;
  private final TensorOptions options;
  private final TorchMemory memory;
  private final GpuOperations made;

  private LibtorchKernels(
      Device device,
      Precision precision,
      TensorOptions options,
      TorchMemory memory,
      GpuOperations made) {
    super(made.operations());
    this.device = device;
    this.precision = precision;
    this.factors = Factors.in(precision);
    this.options = options;
    this.memory = memory;
    this.made = made;
  }

  static Kernels open(Device wanted, KernelChoice choice, Precision precision) {
    Gpus.here().require(wanted);
    TorchCalls.within(LibtorchKernels::sameBitsEachTime);
    // OpenMP's setting belongs to the calling thread, and this is the rank's.
    torch.set_num_threads(ThreadsPerRank.setting());
    if (wanted.kind() == Device.Kind.CUDA) {
      Gpus.requireWorking(wanted, Factors.in(precision));
    }
    TensorOptions options = TorchCalls.keep(() -> Gpus.options(wanted));
    TorchMemory memory = new TorchMemory(options);
    Supplier<OperationSet> composed = () -> composed(new TorchMath(options));
    GpuOperations made =
        wanted.kind() == Device.Kind.CUDA && choice == KernelChoice.FUSED
            ? GpuOperations.fused(wanted.index(), new TorchLibrary(), memory, composed)
            : GpuOperations.composed(composed.get());
    return new LibtorchKernels(wanted, precision, options, memory, made);
  }

  /**
   * libtorch works on CUDA's default stream wherever nobody names another, and nobody here does.
   */
  private static final class TorchLibrary implements CudaLibrary {

    @Override
    public long address(Tensor tensor) {
      return TorchTensor.of(tensor).address();
    }
  }

  /**
   * GPUs are to add in one order, to keep all 24 bits of a float's fraction, and to add what has 16
   * bits in float32.
   */
  private static void sameBitsEachTime() {
    Context context = torch.globalContext();
    context.setDeterministicCuDNN(true);
    context.setBenchmarkCuDNN(false);
    context.setAllowTF32CuDNN(false);
    context.setAllowTF32CuBLAS(false);
    context.setAllowFP16ReductionCuBLAS(false);
    context.setAllowBF16ReductionCuBLAS(false);
    context.setAllowFP16ReductionCPU(false);
    context.setUserEnabledNNPACK(false); // it says on each thread that it cannot be had
    if (!HAS_ONEDNN) {
      context.setUserEnabledMkldnn(false);
    }
  }

  @Override
  public String engine() {
    return "libtorch";
  }

  @Override
  public Arithmetic arithmetic() {
    String version = torch.class.getPackage().getImplementationVersion();
    return new Arithmetic(
        "libtorch",
        version == null ? "" : version,
        made.named("libtorch's operations on " + device.kind()),
        Machine.with(precision.arithmetic(), "ONEDNN_DEFAULT_FPMATH_MODE"),
        ThreadsPerRank.setting(),
        Machine.with(
            torch.get_cpu_capability().getString() + (HAS_ONEDNN ? "" : ", without oneDNN"),
            "ONEDNN_MAX_CPU_ISA"),
        Machine.processor());
  }

  @Override
  public Precision precision() {
    return precision;
  }

  @Override
  public Memory memory() {
    return memory;
  }

  @Override
  public Convolution convolution(ConvolutionShape shape) {
    return new TorchConvolution(shape, factors);
  }

  @Override
  public Linear linear(int rows, int inputs, int outputs) {
    return new TorchLinear(rows, inputs, outputs, factors);
  }

  @Override
  public void close() {
    made.close();
    memory.freeAll();
    TorchCalls.release(options);
  }
}
