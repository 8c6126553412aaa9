package io.cofire.driver.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GpuFindingsTest {

  @Test
  void eachGpuIsALineWithItsCapabilityAndMemory() {
    GpuFindings found =
        GpuFindings.of(
            List.of(
                "0, NVIDIA A100-SXM4-40GB, 8.0, 40960 MiB, 40000 MiB, 580.65.06",
                "1, NVIDIA H200, 9.0, 143771 MiB, 143000 MiB, 580.65.06"));
    assertThat(found.count()).isEqualTo(2);
    assertThat(found.findings().get(1).line())
        .isEqualTo(
            "ok  cuda:1              NVIDIA H200, compute capability 9.0, 143771 MiB of memory, 143000 MiB free, driver 580.65.06");
  }

  @Test
  void aMachineWithoutAnyIsSaidToHaveNone() {
    GpuFindings found = GpuFindings.of(List.of());
    assertThat(found.count()).isZero();
    assertThat(found.findings().get(0).line())
        .isEqualTo("--  GPU                 nvidia-smi lists none");
  }
}
