package io.cofire.tests.bench;

import io.cofire.ops.tensor.Convolution;
import io.cofire.ops.tensor.ConvolutionShape;
import io.cofire.ops.tensor.JoinKernels;
import io.cofire.ops.tensor.Kernels;
import io.cofire.ops.tensor.NeuNormKernels;
import io.cofire.ops.tensor.NeuronKernels;
import io.cofire.ops.tensor.NormKernels;
import io.cofire.ops.tensor.NormNeuronKernels;
import io.cofire.ops.tensor.PoolKernels;
import io.cofire.ops.tensor.Tensor;
import io.cofire.ops.tensor.TimeKernels;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An engine whose convolutions are timed and remembered, and whose operations over activations
 * (norms, neurons, pools, joins, time) are timed with the bytes of the tensors that they were
 * given.
 */
final class TimedKernels {

  private static final List<Class<?>> OVER_ACTIVATIONS =
      List.of(
          NormKernels.class,
          NeuronKernels.class,
          NormNeuronKernels.class,
          NeuNormKernels.class,
          PoolKernels.class,
          JoinKernels.class,
          TimeKernels.class);

  private final Kernels kernels;
  private final List<ConvolutionShape> shapes = new ArrayList<>();
  private final Map<String, Object> groups = new ConcurrentHashMap<>();
  private final Meter convolutions = new Meter();
  private final Meter norms = new Meter();
  private final Meter activations = new Meter(); // but norms

  /** Time and bytes of one kind of work. */
  private static final class Meter {
    private long nanos;
    private long bytes;

    private Object timed(Object target, Method method, Object[] arguments) throws Throwable {
      for (Object argument : arguments) {
        bytes += argument instanceof Tensor tensor ? Float.BYTES * tensor.shape().elements() : 0;
      }
      long start = System.nanoTime();
      try {
        return call(target, method, arguments);
      } finally {
        nanos += System.nanoTime() - start;
      }
    }
  }

  TimedKernels(Kernels engine) {
    this.kernels =
        proxy(
            Kernels.class,
            (target, method, arguments) -> {
              Object result = call(engine, method, arguments);
              if (result instanceof Convolution convolution) {
                shapes.add((ConvolutionShape) arguments[0]);
                return metered(Convolution.class, convolution, convolutions);
              }
              return OVER_ACTIVATIONS.contains(method.getReturnType())
                  ? groups.computeIfAbsent(
                      method.getName(),
                      name -> metered(method.getReturnType(), result, meter(method)))
                  : result;
            });
  }

  private Meter meter(Method group) {
    return group.getReturnType() == NormKernels.class ? norms : activations;
  }

  Kernels kernels() {
    return kernels;
  }

  /** Geometries of the convolutions that were made, in the order of the network. */
  List<ConvolutionShape> shapes() {
    return List.copyOf(shapes);
  }

  /** Starts to count anew. */
  void start() {
    for (Meter meter : List.of(convolutions, norms, activations)) {
      meter.nanos = 0;
      meter.bytes = 0;
    }
  }

  /** Seconds in convolutions since the last start. */
  double convolutionSeconds() {
    return convolutions.nanos / 1e9;
  }

  /** Seconds in operations over activations since the last start. */
  double activationSeconds() {
    return (norms.nanos + activations.nanos) / 1e9;
  }

  /** Seconds in norms of their own since the last start: those that no neurons took along. */
  double normSeconds() {
    return norms.nanos / 1e9;
  }

  /** Bytes of the tensors that these were given since the last start, each read or written. */
  double activationBytes() {
    return (double) norms.bytes + activations.bytes;
  }

  private static <T> T metered(Class<T> type, Object target, Meter meter) {
    return proxy(type, (proxy, method, arguments) -> meter.timed(target, method, arguments));
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(Kernels.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
