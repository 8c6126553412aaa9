package io.cofire.ops.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class EnginesTest {

  @Test
  void anEngineIsFoundByItsName() {
    try (Kernels kernels = Engines.open("reference")) {
      assertThat(kernels.engine()).isEqualTo("reference");
    }
  }

  @Test
  void anUnknownNameIsAnErrorThatListsTheKnownOnes() {
    assertThatThrownBy(() -> Engines.open("tensorflow"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Cannot open engine 'tensorflow': it is not on the classpath")
        .hasMessageContaining("reference");
  }
}
