package io.cofire.ops.fused;

import io.cofire.ops.neuron.Dynamics;
import io.cofire.ops.neuron.Dynamics.Firing;
import io.cofire.ops.neuron.Dynamics.Reset;
import io.cofire.ops.neuron.Dynamics.ResetGradient;
import io.cofire.ops.surrogate.Surrogate;
import io.cofire.ops.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A kernel's structure, laid out as C++ does: pointers, then 64-bit numbers, then 32-bit ones, and
 * its size a multiple of 8.
 */
final class Arguments {

  private static final int LARGEST = 256;

  private final KernelDevice device;
  private final ByteBuffer bytes =
      ByteBuffer.allocateDirect(LARGEST).order(ByteOrder.nativeOrder());

  Arguments(KernelDevice device) {
    this.device = device;
  }

  Arguments tensors(Tensor... tensors) {
    for (Tensor tensor : tensors) {
      bytes.putLong(device.address(tensor));
    }
    return this;
  }

  /** 0 is no address. */
  Arguments addresses(long... addresses) {
    for (long address : addresses) {
      bytes.putLong(address);
    }
    return this;
  }

  Arguments counts(long... counts) {
    return addresses(counts);
  }

  Arguments numbers(int... numbers) {
    for (int number : numbers) {
      bytes.putInt(number);
    }
    return this;
  }

  Arguments numbers(float... numbers) {
    for (float number : numbers) {
      bytes.putFloat(number);
    }
    return this;
  }

  /** The fields that {@code NeuronStep} has on the processor. */
  Arguments dynamics(Dynamics of) {
    float threshold = (float) of.threshold();
    boolean hard = of.reset() == Reset.HARD;
    numbers((float) of.carry(), (float) of.gain(), (float) of.bias(), threshold, (float) of.rest());
    numbers(hard ? 1f : 0f, hard ? (float) of.rest() : -threshold);
    numbers(of.resetGradient() == ResetGradient.FLOWS ? 1f : 0f);
    numbers(of.firing() == Firing.ABOVE ? 1 : 0);
    Surrogate.Form form = of.surrogate().form();
    return numbers(form.equation().code()).numbers(form.p(), form.q());
  }

  void launch(String kernel, long work) {
    bytes.limit(bytes.position() + 7 & ~7).rewind();
    device.launch(kernel, work, bytes);
  }
}
