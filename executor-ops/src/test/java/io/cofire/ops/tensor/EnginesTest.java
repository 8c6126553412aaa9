package io.cofire.ops.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.errors.InvalidValue;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnginesTest {

  @Test
  void anEngineIsFoundByItsName() {
    try (Kernels kernels = Engines.open("reference", Device.CPU)) {
      assertThat(kernels.engine()).isEqualTo("reference");
    }
  }

  @Test
  void autoIsNd4jWhereLibtorchHasNoGpu() {
    for (Device device : List.of(Device.CPU, Device.cuda(3))) {
      try (Kernels kernels = Engines.open(Engines.AUTO, device)) { // this build's is without CUDA
        assertThat(kernels.engine()).isEqualTo("nd4j");
      }
    }
  }

  @Test
  void aGpuThatIsNotThereIsAnErrorThatSaysWhatIs() {
    assertThatThrownBy(() -> Engines.open("libtorch", Device.cuda(0)))
        .isInstanceOf(EngineException.class)
        .hasMessageStartingWith(
            "Cannot open engine libtorch on cuda:0: this build of libtorch is without CUDA");
    assertThatThrownBy(() -> Engines.open("nd4j", Device.cuda(0)))
        .isInstanceOf(EngineException.class)
        .hasMessageStartingWith(
            "Cannot open engine nd4j on cuda:0: its backend CpuBackend computes on the processor");
  }

  @Test
  void aDeviceIsWrittenAsItIsRead() {
    for (String device : List.of("cpu", "cuda:0", "cuda:12")) {
      assertThat(Device.parse(device)).hasToString(device);
    }
  }

  @Test
  void anUnknownNameIsAnErrorThatListsTheKnownOnes() {
    assertThatThrownBy(() -> Engines.open("tensorflow", Device.CPU))
        .isInstanceOf(InvalidValue.class)
        .hasMessageStartingWith("Invalid run.engine: tensorflow (must be one of auto, ")
        .hasMessageContaining("reference");
    assertThatCode(() -> Engines.requireKnown(Engines.AUTO)).doesNotThrowAnyException();
    assertThatThrownBy(() -> Engines.requireKnown("tensorflow")).isInstanceOf(InvalidValue.class);
  }
}
