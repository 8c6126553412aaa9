package io.cofire.ops.nd4j;

import io.cofire.ops.cuda.CudaLibrary;
import io.cofire.ops.tensor.Tensor;
import org.bytedeco.javacpp.LongPointer;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/** Where ND4J's CUDA backend keeps its arrays, and the stream on which it works. */
final class Nd4jLibrary implements CudaLibrary {

  private final long stream;

  /** For the calling thread, whose GPU is set. */
  Nd4jLibrary() {
    NativeOps native4j = NativeOpsHolder.getInstance().getDeviceNativeOps();
    LongPointer handle =
        new LongPointer(native4j.lcExecutionStream(native4j.defaultLaunchContext()));
    stream = handle.get();
  }

  @Override
  public long address(Tensor tensor) {
    return Nd4jTensor.of(tensor).address();
  }

  @Override
  public long stream() {
    return stream;
  }
}
