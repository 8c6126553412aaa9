package io.cofire.ops.host;

import io.cofire.ops.tensor.Tensor;
import java.nio.FloatBuffer;

/** How the host kernels see an engine's tensors. */
public interface HostFloats {

  /** The tensor's own memory as a direct buffer in native byte order, element 0 at index 0. */
  FloatBuffer of(Tensor tensor);
}
