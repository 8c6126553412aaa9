package io.cofire.ops.onednn;

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

  /** That of sums; ONEDNN_DEFAULT_FPMATH_MODE may allow less. */
  public static String precision() {
    int[] mode = {dnnl.dnnl_fpmath_mode_strict};
    dnnl.dnnl_get_default_fpmath_mode(mode);
    return mode[0] == dnnl.dnnl_fpmath_mode_strict
        ? "float32"
        : "float32, oneDNN with fpmath mode " + mode[0];
  }
}
