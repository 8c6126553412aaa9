package io.cofire.ops.cuda;

import io.cofire.ops.tensor.EngineException;
import java.util.Locale;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.cuda.global.nvrtc;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.PointerScope;

/** What CUDA's calls return, as errors that say which call it was. */
final class CudaCalls {

  private CudaCalls() {}

  /** Of the driver. */
  @SuppressWarnings("try") // the scope acts by being open
  static void require(int result, String call) {
    if (result == 0) {
      return;
    }
    try (PointerScope scope = new PointerScope()) {
      PointerPointer<BytePointer> text = new PointerPointer<>(1);
      String why =
          cudart.cuGetErrorString(result, text) == 0
              ? text.get(BytePointer.class, 0).getString()
              : "no such error";
      throw failed(call, result, why);
    }
  }

  /** Of the compiler at run time. */
  static void requireCompiler(int result, String call) {
    if (result != 0) {
      throw failed(call, result, nvrtc.nvrtcGetErrorString(result).getString());
    }
  }

  private static EngineException failed(String call, int result, String why) {
    return new EngineException(
        String.format(Locale.ROOT, "CUDA's %s failed with error %d, %s", call, result, why));
  }
}
