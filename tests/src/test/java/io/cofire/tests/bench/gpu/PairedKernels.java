package io.cofire.tests.bench.gpu;

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
import io.cofire.ops.tensor.NormNeuronKernels;
import io.cofire.ops.tensor.NormNeuronKernels.NormSums;
import io.cofire.ops.tensor.NormNeuronKernels.Normalised;
import io.cofire.ops.tensor.PoolKernels;
import io.cofire.ops.tensor.TimeKernels;
import io.cofire.ops.tensor.UpdateKernels;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * An engine beside the reference: every call is made on both, its results are compared, and the
 * reference goes on from the other's, so that each operation is judged from equal inputs.
 */
final class PairedKernels implements Kernels {

  private final Kernels checked;
  private final Kernels reference;
  private final PairedMemory memory;
  private final Differences differences;

  /**
   * Both engines.
   *
   * @param differences receives what is found
   */
  PairedKernels(Kernels checked, Kernels reference, Differences differences) {
    this.checked = checked;
    this.reference = reference;
    this.memory = new PairedMemory(checked.memory(), reference.memory());
    this.differences = differences;
  }

  @Override
  public String engine() {
    return checked.engine();
  }

  @Override
  public Convolution convolution(ConvolutionShape shape) {
    return paired(Convolution.class, checked.convolution(shape), reference.convolution(shape));
  }

  @Override
  public Linear linear(int rows, int inputs, int outputs) {
    return paired(
        Linear.class,
        checked.linear(rows, inputs, outputs),
        reference.linear(rows, inputs, outputs));
  }

  @Override
  public NormKernels norms() {
    return paired(NormKernels.class, checked.norms(), reference.norms());
  }

  @Override
  public NeuronKernels neurons() {
    return paired(NeuronKernels.class, checked.neurons(), reference.neurons());
  }

  @Override
  public NormNeuronKernels normNeurons() {
    return paired(NormNeuronKernels.class, checked.normNeurons(), reference.normNeurons());
  }

  @Override
  public NeuNormKernels neuNorm() {
    return paired(NeuNormKernels.class, checked.neuNorm(), reference.neuNorm());
  }

  @Override
  public PoolKernels pools() {
    return paired(PoolKernels.class, checked.pools(), reference.pools());
  }

  @Override
  public JoinKernels joins() {
    return paired(JoinKernels.class, checked.joins(), reference.joins());
  }

  @Override
  public TimeKernels time() {
    return paired(TimeKernels.class, checked.time(), reference.time());
  }

  @Override
  public UpdateKernels updates() {
    return paired(UpdateKernels.class, checked.updates(), reference.updates());
  }

  @Override
  public Memory memory() {
    return memory;
  }

  @Override
  public void close() {
    checked.close();
    reference.close();
  }

  private <T> T paired(Class<T> group, T first, T second) {
    Object proxy =
        Proxy.newProxyInstance(
            group.getClassLoader(),
            new Class<?>[] {group},
            (self, method, arguments) -> {
              String name = group.getSimpleName() + "." + method.getName();
              Object[] there = arguments.clone();
              Object[] here = arguments.clone();
              for (int i = 0; i < arguments.length; i++) {
                here[i] = of(arguments[i], true);
                there[i] = of(arguments[i], false);
              }
              Object found = call(first, method, here);
              Object expected = call(second, method, there);
              for (int i = 0; i < arguments.length; i++) {
                compare(name, arguments[i], here[i], there[i]);
              }
              compareResults(name, found, expected);
              return found;
            });
    return group.cast(proxy);
  }

  private static Object of(Object argument, boolean checked) {
    if (argument instanceof PairedTensor pair) {
      return checked ? pair.checked() : pair.reference();
    }
    if (argument instanceof Normalised input) {
      PairedTensor x = PairedTensor.of(input.x());
      return new Normalised(
          checked ? x.checked() : x.reference(), input.mean(), input.inverseDeviation());
    }
    return argument instanceof float[] values && !checked ? values.clone() : argument;
  }

  private void compare(String name, Object argument, Object found, Object expected) {
    if (argument instanceof PairedTensor pair) {
      float[][] values = memory.taken(pair);
      differences.compare(name, values[0], values[1]);
    } else if (argument instanceof float[]) {
      differences.compare(name, (float[]) found, (float[]) expected);
    }
  }

  private void compareResults(String name, Object found, Object expected) {
    if (found instanceof Number number) {
      double[] value = {number.doubleValue()};
      differences.compare(name, value, new double[] {((Number) expected).doubleValue()});
    } else if (found instanceof DynamicsGradient gradient) {
      differences.compare(name, of(gradient), of((DynamicsGradient) expected));
    } else if (found instanceof NormSums sums) {
      NormSums other = (NormSums) expected;
      differences.compare(name, sums.gy(), other.gy());
      differences.compare(name, sums.gyXhat(), other.gyXhat());
      differences.compare(name, of(sums.learned()), of(other.learned()));
    }
  }

  private static double[] of(DynamicsGradient gradient) {
    return new double[] {gradient.carry(), gradient.gain(), gradient.bias()};
  }

  private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      method.setAccessible(true);
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
