package io.cofire.ops.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.random.Key;
import io.cofire.ops.layer.LayerFacts;
import io.cofire.ops.network.InputShape;
import io.cofire.ops.network.Network;
import io.cofire.ops.network.NetworkConfig;
import io.cofire.ops.rank.Block;
import io.cofire.ops.rank.TinyTask;
import io.cofire.ops.tensor.Device;
import io.cofire.ops.tensor.Engines;
import io.cofire.ops.tensor.Kernels;
import io.cofire.ops.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BlueprintTest {

  private static final InputShape INPUT = new InputShape(4, 2, 16, 16);

  private static NetworkConfig config(Block block) {
    return TinyTask.network(block);
  }

  @ParameterizedTest
  @EnumSource(Block.class)
  void aBlueprintHasTheParametersOfTheBuiltNetwork(Block block) {
    try (Kernels kernels = Engines.open("reference", Device.CPU);
        Network network = Network.build(config(block), INPUT, 3, 2, kernels, Key.of(1))) {
      Blueprint blueprint = Blueprint.of(config(block), INPUT, 3, 2);
      assertThat(blueprint.parameterCount()).isEqualTo(network.parameters().layout().elements());
      assertThat(blueprint.layers().stream().mapToLong(blueprint::parametersOf).sum())
          .isEqualTo(blueprint.parameterCount());
    }
  }

  @Test
  void layersAreListedInTheOrderOfTheForward() {
    Blueprint blueprint = Blueprint.of(config(Block.SEW), INPUT, 3, 2);

    assertThat(blueprint.layers())
        .extracting(LayerFacts::path)
        .startsWith("stem.conv", "stem.norm", "stem.neuron", "stage1.block1.conv1")
        .containsSubsequence(
            "stage2.block1.neuron2",
            "stage2.block1.shortcut.conv",
            "stage2.block1.shortcut.neuron",
            "stage2.block1",
            "head.pool",
            "head.mean",
            "head");
    LayerFacts conv = blueprint.layers().get(0);
    assertThat(conv.operation()).isEqualTo("conv 3x3, 6");
    assertThat(conv.output()).isEqualTo(Shape.of(4, 2, 16, 16, 6));
    assertThat(conv.multiplicationsPerFrame()).isEqualTo(16 * 16 * 6 * 2 * 9);
    assertThat(conv.multiplications()).isEqualTo(4 * 2 * conv.multiplicationsPerFrame());
  }
}
