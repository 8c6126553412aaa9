package io.cofire.ops.nd4j;

import java.nio.FloatBuffer;

/** How elements get into tensors and out of them; sizes have been checked. */
interface Transfers {

  /** Copies from the host. */
  void upload(FloatBuffer source, Nd4jTensor target);

  /** Copies to the host. */
  void download(Nd4jTensor source, FloatBuffer target);

  /** Sets every element. */
  void fill(Nd4jTensor target, float value);

  /** Copies between tensors. */
  void copy(Nd4jTensor source, Nd4jTensor target);
}
