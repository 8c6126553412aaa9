package io.cofire.ops.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class KernelImageTest {

  private static final int[] KNOWN = {75, 80, 86, 90, 120};

  @Test
  void aGpuThatTheCompilerKnowsGetsItsOwnMachineCode() {
    KernelImage image = KernelImage.choose(86, KNOWN, "13.1");
    assertThat(image).isEqualTo(new KernelImage(86, true, "13.1"));
    assertThat(image.options()).contains("--gpu-architecture=sm_86", "--fmad=false");
  }

  @Test
  void aNewerGpuGetsTextThatItsDriverFinishes() {
    KernelImage image = KernelImage.choose(130, KNOWN, "13.1");
    assertThat(image).isEqualTo(new KernelImage(120, false, "13.1"));
    assertThat(image.options()).contains("--gpu-architecture=compute_120");
  }

  @Test
  void anOlderGpuIsAnErrorThatNamesBoth() {
    assertThatThrownBy(() -> KernelImage.choose(70, KNOWN, "13.1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "NVRTC 13.1 compiles for compute capability 7.5 and later, and the GPU has 7.0");
  }
}
