package io.cofire.tests.bench.traffic;

import io.cofire.ops.composed.ComposedKernels;
import io.cofire.ops.fused.FusedOperations;
import io.cofire.ops.tensor.Convolution;
import io.cofire.ops.tensor.ConvolutionShape;
import io.cofire.ops.tensor.Linear;
import io.cofire.ops.tensor.Memory;
import io.cofire.ops.tensor.OperationSet;
import java.lang.reflect.Proxy;

/** An engine that computes nothing; convolutions and matrix products do not count. */
final class CountedKernels extends ComposedKernels {

  private final SizedMemory memory;

  private CountedKernels(SizedMemory memory, OperationSet operations) {
    super(operations);
    this.memory = memory;
  }

  static CountedKernels composed(Traffic traffic) {
    return new CountedKernels(new SizedMemory(traffic), composed(new CountedMath(traffic)));
  }

  static CountedKernels fused(Traffic traffic) {
    SizedMemory memory = new SizedMemory(traffic);
    return new CountedKernels(memory, FusedOperations.on(new CountedDevice(traffic), memory));
  }

  @Override
  public String engine() {
    return "counted";
  }

  @Override
  public Memory memory() {
    return memory;
  }

  @Override
  public Convolution convolution(ConvolutionShape shape) {
    return idle(Convolution.class);
  }

  @Override
  public Linear linear(int rows, int inputs, int outputs) {
    return idle(Linear.class);
  }

  private static <T> T idle(Class<T> operation) {
    Object none =
        Proxy.newProxyInstance(
            operation.getClassLoader(),
            new Class<?>[] {operation},
            (proxy, method, arguments) -> null);
    return operation.cast(none);
  }

  @Override
  public void close() {}
}
