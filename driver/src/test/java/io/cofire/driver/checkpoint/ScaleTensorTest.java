package io.cofire.driver.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.driver.checkpoint.Safetensors.Part;
import io.cofire.ops.rank.LossScale;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScaleTensorTest {

  private static final String NAME = "optimizer.lossScale";

  private static Map<String, Part> holding(Part part) {
    return new HashMap<>(Map.of(part.name(), part));
  }

  @Test
  void itIsTakenFromAmongTheOthers() throws CheckpointException {
    LossScale scale = new LossScale(8, 3, 4);
    Map<String, Part> named = holding(ScaleTensor.of(scale));
    assertThat(ScaleTensor.remove(named, "here")).isEqualTo(scale);
    assertThat(named).isEmpty();
    assertThat(ScaleTensor.remove(named, "here")).isNull();
  }

  @Test
  void whatIsNoScaleIsADamagedFile() {
    Part none = new Part(NAME, List.of(3L), new float[] {0, 0, 0}, 0);
    assertThatThrownBy(() -> ScaleTensor.remove(holding(none), "here"))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith(
            "Cannot use here: tensor " + NAME + ": Invalid loss scale: factor 0");
    Part shorter = new Part(NAME, List.of(2L), new float[] {1, 2}, 0);
    assertThatThrownBy(() -> ScaleTensor.remove(holding(shorter), "here"))
        .isInstanceOf(CheckpointException.class)
        .hasMessage("Cannot use here: tensor " + NAME + ": expected shape [3], found [2]");
  }
}
