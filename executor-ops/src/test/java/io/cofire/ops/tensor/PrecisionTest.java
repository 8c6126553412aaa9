package io.cofire.ops.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cofire.ops.reference.Rounding;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrecisionTest {

  private static SixteenBits processor(String limit, String... flags) {
    return new SixteenBits("Model 7", Set.of(flags), limit);
  }

  @Test
  void aPrecisionReadsAsRecipesWriteIt() {
    assertThat(Precision.values())
        .extracting(Precision::toString)
        .containsExactly("float32", "bf16", "fp16");
  }

  @ParameterizedTest
  @CsvSource({
    "BF16, avx512_bf16, '', true",
    "BF16, amx_bf16, '', true",
    "BF16, avx512_bf16, DEFAULT, true",
    "BF16, avx512_bf16, AVX512_CORE_BF16, true",
    "BF16, avx512_bf16, avx512_core, false",
    "BF16, avx512_bf16, AVX2_VNNI_2, false",
    "BF16, avx512f, '', false",
    "FP16, avx512_fp16, '', true",
    "FP16, avx512_bf16, '', false",
    "FP16, avx512_fp16, AVX512_CORE_BF16, false",
    "FP16, avx512_fp16, AVX2, false",
    "FLOAT32, sse2, SSE41, true",
  })
  void aProcessorHasWhatItsInstructionsAndTheLimitAllow(
      Precision precision, String flag, String limit, boolean has) {
    assertThat(processor(limit, flag).has(precision)).isEqualTo(has);
  }

  @Test
  void whatAProcessorLacksIsNamedWithWhatItHas() {
    assertThatThrownBy(() -> processor("", "avx512_bf16").require("nd4j", Precision.FP16))
        .isInstanceOf(EngineException.class)
        .hasMessage(
            "Cannot open engine nd4j in fp16 on %s: the processor (Model 7) has no avx512_fp16 and would be slower than in float32 (set run.precision: float32 or bf16)",
            Machine.host());
    assertThatThrownBy(() -> processor("", "avx2").require("libtorch", Precision.BF16))
        .hasMessageContaining("the processor (Model 7) has no avx512_bf16 and no amx_bf16")
        .hasMessageEndingWith("(set run.precision: float32)");
    assertThatThrownBy(() -> processor("AVX2", "avx512_bf16").require("nd4j", Precision.BF16))
        .hasMessageContaining("ONEDNN_MAX_CPU_ISA AVX2 leaves it no instructions for that");
    assertThatCode(() -> processor("AVX2").require("nd4j", Precision.FLOAT32))
        .doesNotThrowAnyException();
  }

  @Test
  void anEngineOfFloatsAloneRefusesOthersWithTheRemedy() {
    EngineProvider plain =
        new EngineProvider() {
          @Override
          public String name() {
            return "plain";
          }

          @Override
          public Kernels open(Device device) {
            return null;
          }
        };
    assertThatThrownBy(() -> plain.open(Device.CPU, KernelChoice.FUSED, Precision.BF16))
        .isInstanceOf(EngineException.class)
        .hasMessage(
            "Cannot open engine plain on cpu in bf16: it computes in float32 alone (set run.precision: float32)");
    assertThat(plain.open(Device.CPU, KernelChoice.FUSED, Precision.FLOAT32)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "BF16, 1, 1",
    "BF16, 256, 256",
    "BF16, 257, 256", // half way: the even one
    "BF16, 259, 260",
    "BF16, 1.00390625, 1", // 1 + 2^-8, half way
    "BF16, 1.00390637, 1.0078125",
    "BF16, -0.1, -0.10009765625",
    "BF16, 3.4e38, Infinity",
    "BF16, 1e-40, 9.183549615799121e-41", // subnormal
    "FP16, 2049, 2048",
    "FP16, 65504, 65504",
    "FP16, 65519, 65504",
    "FP16, 65520, Infinity",
    "FP16, -1e6, -Infinity",
    "FP16, 3e-8, 5.960464477539063e-8",
    "FP16, 2.98023223876953125e-8, 0", // half of the smallest: even is zero
    "FLOAT32, 257.1, 257.1",
  })
  void theReferenceRoundsToTheNearestAndToEven(Precision precision, double value, double expected) {
    double rounded = Rounding.of(value, precision);
    if (Double.isInfinite(expected)) {
      assertThat(rounded).isEqualTo(expected);
    } else {
      assertThat(rounded).isCloseTo(expected, within(1e-52));
    }
  }
}
