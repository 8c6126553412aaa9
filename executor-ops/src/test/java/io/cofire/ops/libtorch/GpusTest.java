package io.cofire.ops.libtorch;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.ops.libtorch.Gpus.Build;
import io.cofire.ops.tensor.Device;
import io.cofire.ops.tensor.Precision;
import org.junit.jupiter.api.Test;

class GpusTest {

  private static final Factors FLOATS = Factors.in(Precision.FLOAT32);

  @Test
  void aBuildWithoutCudaHasTheProcessorAlone() {
    Gpus gpus = new Gpus(Build.WITHOUT_CUDA, 0);
    assertThatCode(() -> gpus.require(Device.CPU)).doesNotThrowAnyException();
    assertThatThrownBy(() -> gpus.require(Device.cuda(0)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Cannot open engine libtorch on cuda:0: this build of libtorch is without CUDA (put org.bytedeco:pytorch with the classifier linux-x86_64-gpu on the classpath, or set run.device: cpu)");
  }

  @Test
  void aMachineWithoutGpuIsAnErrorThatSaysSo() {
    assertThatThrownBy(() -> new Gpus(Build.WITH_CUDA, 0).require(Device.cuda(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Cannot open engine libtorch on cuda:1: libtorch finds no GPU here (check the driver, or set run.device: cpu)");
  }

  @Test
  void aNumberBeyondTheGpusIsAnErrorThatCountsThem() {
    Gpus gpus = new Gpus(Build.WITH_CUDA, 2);
    assertThatCode(() -> gpus.require(Device.cuda(1))).doesNotThrowAnyException();
    assertThatThrownBy(() -> gpus.require(Device.cuda(2)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Cannot open engine libtorch on cuda:2: libtorch finds 2 GPU(s), cuda:0 to cuda:1");
  }

  @Test
  void theProbeThatEveryGpuMustPassPassesOnTheProcessor() {
    assertThatCode(() -> Gpus.requireWorking(Device.CPU, FLOATS)).doesNotThrowAnyException();
  }

  @Test
  void aDeviceThatFailsTheProbeIsAnErrorWithLibtorchsReason() {
    assertThatThrownBy(() -> Gpus.requireWorking(Device.cuda(0), FLOATS))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith(
            "Cannot open engine libtorch on cuda:0: it is there, but this build of libtorch cannot use it, ")
        .hasMessageContaining("CUDA");
  }
}
