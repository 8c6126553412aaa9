package io.cofire.ops.plan;

import io.cofire.ops.neuron.DynamicsGradient;
import io.cofire.ops.tensor.Convolution;
import io.cofire.ops.tensor.ConvolutionShape;
import io.cofire.ops.tensor.JoinKernels;
import io.cofire.ops.tensor.Kernels;
import io.cofire.ops.tensor.Linear;
import io.cofire.ops.tensor.Memory;
import io.cofire.ops.tensor.NeuNormKernels;
import io.cofire.ops.tensor.NeuronKernels;
import io.cofire.ops.tensor.NormKernels;
import io.cofire.ops.tensor.PoolKernels;
import io.cofire.ops.tensor.SeparableConvolution;
import io.cofire.ops.tensor.TimeKernels;
import io.cofire.ops.tensor.UpdateKernels;
import java.lang.reflect.Proxy;

/** An engine that computes nothing and counts the memory that it is asked for. */
final class DryKernels implements Kernels {

  private final Memory memory = new DryMemory();

  long bytes() {
    return memory.allocatedBytes();
  }

  @Override
  public String engine() {
    return "none";
  }

  @Override
  public Memory memory() {
    return memory;
  }

  @Override
  public Convolution convolution(ConvolutionShape shape) {
    return idle(SeparableConvolution.class);
  }

  @Override
  public Linear linear(int rows, int inputs, int outputs) {
    return idle(Linear.class);
  }

  @Override
  public NormKernels norms() {
    return idle(NormKernels.class);
  }

  @Override
  public NeuronKernels neurons() {
    return idle(NeuronKernels.class);
  }

  @Override
  public NeuNormKernels neuNorm() {
    return idle(NeuNormKernels.class);
  }

  @Override
  public PoolKernels pools() {
    return idle(PoolKernels.class);
  }

  @Override
  public JoinKernels joins() {
    return idle(JoinKernels.class);
  }

  @Override
  public TimeKernels time() {
    return idle(TimeKernels.class);
  }

  @Override
  public UpdateKernels updates() {
    return idle(UpdateKernels.class);
  }

  @Override
  public void close() {}

  private static <T> T idle(Class<T> operations) {
    Object none =
        Proxy.newProxyInstance(
            operations.getClassLoader(),
            new Class<?>[] {operations},
            (proxy, method, arguments) -> nothing(method.getReturnType()));
    return operations.cast(none);
  }

  private static Object nothing(Class<?> type) {
    if (type == long.class) {
      return 0L;
    }
    if (type == double.class) {
      return 0.0;
    }
    return type == DynamicsGradient.class ? new DynamicsGradient(0, 0, 0) : null;
  }
}
