package io.cofire.ops.fused;

import io.cofire.ops.composed.ComposedKernels;
import io.cofire.ops.reference.ReferenceKernels;
import io.cofire.ops.tensor.Convolution;
import io.cofire.ops.tensor.ConvolutionShape;
import io.cofire.ops.tensor.Kernels;
import io.cofire.ops.tensor.Linear;
import io.cofire.ops.tensor.Memory;
import io.cofire.ops.tensor.Tensor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.FloatBuffer;

/** An engine of the fused kernels; convolutions and matrix products are the reference's. */
final class HostProcessKernels extends ComposedKernels {

  private final HostProcess device;
  private final HostProcessMemory memory;
  private final Kernels reference = new ReferenceKernels();

  private HostProcessKernels(HostProcess device, HostProcessMemory memory) {
    super(FusedOperations.on(device, memory));
    this.device = device;
    this.memory = memory;
  }

  static HostProcessKernels open(HostProcess.Cut cut) {
    HostProcess device = new HostProcess(cut);
    return new HostProcessKernels(device, new HostProcessMemory(device));
  }

  HostProcess device() {
    return device;
  }

  @Override
  public String engine() {
    return "reference-fused";
  }

  @Override
  public Memory memory() {
    return memory;
  }

  @Override
  public Convolution convolution(ConvolutionShape shape) {
    return copying(Convolution.class, reference.convolution(shape));
  }

  @Override
  public Linear linear(int rows, int inputs, int outputs) {
    return copying(Linear.class, reference.linear(rows, inputs, outputs));
  }

  /** Every tensor goes to the reference's memory before a call, and comes back after it. */
  private <T> T copying(Class<T> operation, T target) {
    Object proxy =
        Proxy.newProxyInstance(
            operation.getClassLoader(),
            new Class<?>[] {operation},
            (self, method, arguments) -> {
              Object[] copies = new Object[arguments.length];
              for (int i = 0; i < copies.length; i++) {
                copies[i] = there((Tensor) arguments[i]);
              }
              try {
                method.setAccessible(true);
                method.invoke(target, copies);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
              for (int i = 0; i < copies.length; i++) {
                back((Tensor) copies[i], (Tensor) arguments[i]);
              }
              return null;
            });
    return operation.cast(proxy);
  }

  private Tensor there(Tensor ours) {
    FloatBuffer values = FloatBuffer.allocate(ours.shape().count());
    memory.download(ours, values);
    Tensor copy = reference.memory().allocate(ours.shape());
    reference.memory().upload(values, copy);
    return copy;
  }

  private void back(Tensor copy, Tensor ours) {
    FloatBuffer values = FloatBuffer.allocate(ours.shape().count());
    reference.memory().download(copy, values);
    memory.upload(values, ours);
  }

  @Override
  public void close() {
    device.close();
  }
}
