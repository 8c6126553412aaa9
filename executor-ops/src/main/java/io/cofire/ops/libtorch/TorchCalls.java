package io.cofire.ops.libtorch;

import java.util.function.Supplier;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;

/** How every call into libtorch is made: nothing is recorded, and what it made is freed. */
final class TorchCalls {

  private TorchCalls() {}

  @SuppressWarnings("try") // both act by being open
  static void within(Runnable work) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      work.run();
    }
  }

  /**
   * Makes an object that outlives every scope, the caller's own too; {@link #release} frees it.
   *
   * @param make its construction
   */
  @SuppressWarnings("try")
  static <T extends Pointer> T keep(Supplier<T> make) {
    try (PointerScope scope = new PointerScope()) {
      T kept = make.get();
      kept.retainReference();
      return kept;
    }
  }

  static void release(Pointer kept) {
    kept.releaseReference();
  }
}
