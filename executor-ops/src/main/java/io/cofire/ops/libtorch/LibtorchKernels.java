package io.cofire.ops.libtorch;

import io.cofire.ops.composed.ComposedJoins;
import io.cofire.ops.composed.ComposedNeuNorm;
import io.cofire.ops.composed.ComposedNeurons;
import io.cofire.ops.composed.ComposedNorms;
import io.cofire.ops.composed.ComposedPools;
import io.cofire.ops.composed.ComposedUpdates;
import io.cofire.ops.tensor.Convolution;
import io.cofire.ops.tensor.ConvolutionShape;
import io.cofire.ops.tensor.Device;
import io.cofire.ops.tensor.JoinKernels;
import io.cofire.ops.tensor.Kernels;
import io.cofire.ops.tensor.Linear;
import io.cofire.ops.tensor.Memory;
import io.cofire.ops.tensor.NeuNormKernels;
import io.cofire.ops.tensor.NeuronKernels;
import io.cofire.ops.tensor.NormKernels;
import io.cofire.ops.tensor.PoolKernels;
import io.cofire.ops.tensor.ThreadsPerRank;
import io.cofire.ops.tensor.UpdateKernels;
import org.bytedeco.pytorch.Context;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/** One rank's libtorch. */
final class LibtorchKernels implements Kernels {

  private final TensorOptions options;
  private final TorchMemory memory;
  private final NormKernels norms;
  private final NeuronKernels neurons;
  private final NeuNormKernels neuNorm;
  private final PoolKernels pools;
  private final JoinKernels joins;
  private final UpdateKernels updates;

  private LibtorchKernels(TensorOptions options) {
    this.options = options;
    this.memory = new TorchMemory(options);
    TorchMath math = new TorchMath(options);
    this.norms = new ComposedNorms<>(math);
    this.neurons = new ComposedNeurons<>(math);
    this.neuNorm = new ComposedNeuNorm<>(math);
    this.pools = new ComposedPools<>(math);
    this.joins = new ComposedJoins<>(math);
    this.updates = new ComposedUpdates<>(math);
  }

  static Kernels open(Device wanted) {
    Gpus.here().require(wanted);
    Calls.within(LibtorchKernels::sameBitsEachTime);
    // OpenMP's setting belongs to the calling thread, and this is the rank's.
    torch.set_num_threads(ThreadsPerRank.setting());
    if (wanted.kind() == Device.Kind.CUDA) {
      Gpus.requireWorking(wanted);
    }
    return new LibtorchKernels(Calls.keep(() -> Gpus.options(wanted)));
  }

  /** GPUs are to add in one order and to keep all 24 bits of a float's fraction. */
  private static void sameBitsEachTime() {
    Context context = torch.globalContext();
    context.setDeterministicCuDNN(true);
    context.setBenchmarkCuDNN(false);
    context.setAllowTF32CuDNN(false);
    context.setAllowTF32CuBLAS(false);
  }

  @Override
  public String engine() {
    return "libtorch";
  }

  @Override
  public Memory memory() {
    return memory;
  }

  @Override
  public Convolution convolution(ConvolutionShape shape) {
    return new TorchConvolution(shape);
  }

  @Override
  public Linear linear(int rows, int inputs, int outputs) {
    return new TorchLinear(rows, inputs, outputs);
  }

  @Override
  public NormKernels norms() {
    return norms;
  }

  @Override
  public NeuronKernels neurons() {
    return neurons;
  }

  @Override
  public NeuNormKernels neuNorm() {
    return neuNorm;
  }

  @Override
  public PoolKernels pools() {
    return pools;
  }

  @Override
  public JoinKernels joins() {
    return joins;
  }

  @Override
  public UpdateKernels updates() {
    return updates;
  }

  @Override
  public void close() {
    memory.freeAll();
    Calls.release(options);
  }
}
