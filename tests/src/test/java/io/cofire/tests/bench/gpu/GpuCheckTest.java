package io.cofire.tests.bench.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.ops.tensor.Device;
import io.cofire.ops.tensor.KernelChoice;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The check itself, on the processor: what it does on a GPU but for the GPU. */
class GpuCheckTest {

  @Test
  void anEngineThatComputesAsTheReferenceDoesPasses() {
    List<String> networks = List.of("ms-resnet20");
    Differences found = GpuCheck.check("nd4j", Device.CPU, KernelChoice.FUSED, networks);
    assertThat(found.areClose()).as(found.operations().toString()).isTrue();
    assertThat(found.operations().keySet())
        .contains(
            "Convolution.backward",
            "JoinKernels.andBackward",
            "JoinKernels.iand",
            "Linear.forward",
            "NeuronKernels.forward",
            "NormKernels.moments",
            "NormNeuronKernels.backward",
            "UpdateKernels.momentum");
  }

  @Test
  void anOperationWhoseResultsDifferIsFound() {
    Differences found = new Differences();
    found.compare("right", new float[] {1, 2}, new float[] {1, 2.000001f});
    found.compare("wrong", new float[] {1, Float.NaN}, new float[] {1, 2});
    assertThat(found.operations().get("right").isClose()).isTrue();
    assertThat(found.operations().get("wrong").apart()).isEqualTo(1);
    assertThat(found.areClose()).isFalse();
  }
}
