package io.cofire.tests.bench;

import io.cofire.ops.tensor.Convolution;
import io.cofire.ops.tensor.ConvolutionShape;
import io.cofire.ops.tensor.Kernels;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

/** An engine whose convolutions are timed and remembered; everything else goes straight through. */
final class TimedKernels {

  private final Kernels kernels;
  private final List<ConvolutionShape> shapes = new ArrayList<>();
  private long nanos;

  TimedKernels(Kernels engine) {
    this.kernels =
        (Kernels)
            Proxy.newProxyInstance(
                Kernels.class.getClassLoader(),
                new Class<?>[] {Kernels.class},
                (proxy, method, arguments) -> {
                  Object result = call(engine, method, arguments);
                  if (method.getName().equals("convolution")) {
                    shapes.add((ConvolutionShape) arguments[0]);
                    return timed((Convolution) result);
                  }
                  return result;
                });
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
    nanos = 0;
  }

  /** Seconds in convolutions since the last start. */
  double convolutionSeconds() {
    return nanos / 1e9;
  }

  private Convolution timed(Convolution convolution) {
    return (Convolution)
        Proxy.newProxyInstance(
            Convolution.class.getClassLoader(),
            new Class<?>[] {Convolution.class},
            (proxy, method, arguments) -> {
              long start = System.nanoTime();
              try {
                return call(convolution, method, arguments);
              } finally {
                nanos += System.nanoTime() - start;
              }
            });
  }

  private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
