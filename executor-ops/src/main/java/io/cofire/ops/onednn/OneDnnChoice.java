package io.cofire.ops.onednn;

import io.cofire.ops.tensor.Precision;
import java.util.Locale;
import org.bytedeco.dnnl.dnnl_version_t;
import org.bytedeco.dnnl.global.dnnl;

/** By what oneDNN chooses the code that it runs in this process. */
public final class OneDnnChoice {

  private OneDnnChoice() {}

  /** Such as {@code oneDNN 3.11.0}. */
  public static String version() {
    dnnl_version_t version = dnnl.dnnl_version();
    return String.format(
        Locale.ROOT, "oneDNN %d.%d.%d", version.major(), version.minor(), version.patch());
  }

  /** The processor's, or the less that ONEDNN_MAX_CPU_ISA allows, such as {@code avx2}. */
  public static String instructions() {
    return dnnl.get_effective_cpu_isa().toString();
  }

  /** That of products and sums; ONEDNN_DEFAULT_FPMATH_MODE may allow less. */
  public static String precision(Precision factors) {
    int[] mode = {dnnl.dnnl_fpmath_mode_strict};
    dnnl.dnnl_get_default_fpmath_mode(mode);
    return mode[0] == dnnl.dnnl_fpmath_mode_strict
        ? factors.arithmetic()
        : factors.arithmetic() + ", oneDNN with fpmath mode " + mode[0];
  }

  /** Whether the code that it chooses multiplies in a precision with instructions for that. */
  public static boolean has(Precision factors) {
    int all = dnnl.dnnl_get_effective_cpu_isa();
    return switch (factors) {
      case FLOAT32 -> true;
      case BF16 -> isWithin(dnnl.dnnl_cpu_isa_avx512_core_bf16, all);
      case FP16 -> isWithin(dnnl.dnnl_cpu_isa_avx512_core_fp16, all);
    };
  }

  /** A set of instructions has the bits of all that it includes. */
  private static boolean isWithin(int instructions, int all) {
    return (all & instructions) == instructions;
  }
}
