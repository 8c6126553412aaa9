package io.cofire.ops.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.random.Key;
import io.cofire.ops.collective.Alone;
import io.cofire.ops.layer.Chance;
import io.cofire.ops.layer.Pass;
import io.cofire.ops.layer.Pass.Mode;
import io.cofire.ops.layer.Probe;
import io.cofire.ops.network.Layout.Entry;
import io.cofire.ops.network.NetworkConfig.Readout;
import io.cofire.ops.network.NetworkConfig.ResNet;
import io.cofire.ops.network.NetworkConfig.Stage;
import io.cofire.ops.network.NetworkConfig.Stem;
import io.cofire.ops.rank.Block;
import io.cofire.ops.rank.TinyTask;
import io.cofire.ops.reference.ReferenceKernels;
import io.cofire.ops.tensor.Kernels;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkTest {

  private static final InputShape INPUT = new InputShape(2, 2, 9, 7);

  private static ResNet config(Block block) {
    return new ResNet(
        block.config(),
        new Stem(4, 3, 1),
        List.of(new Stage(4, 1, 1), new Stage(6, 1, 2)),
        TinyTask.neuron(block));
  }

  private static Network build(Block block, int batch, Kernels kernels, long seed) {
    return Network.build(config(block), INPUT, 3, batch, kernels, Key.of(seed));
  }

  private static List<String> names(Layout layout) {
    return layout.entries().stream().map(Entry::name).toList();
  }

  @Test
  void namesEveryParameterByItsPlace() {
    try (Kernels kernels = new ReferenceKernels()) {
      Network network = build(Block.TDBN, 2, kernels, 1);
      assertThat(names(network.parameters().layout()))
          .containsExactly(
              "stem.conv.weight",
              "stem.norm.gamma",
              "stem.norm.beta",
              "stage1.block1.conv1.weight",
              "stage1.block1.norm1.gamma",
              "stage1.block1.norm1.beta",
              "stage1.block1.conv2.weight",
              "stage1.block1.norm2.gamma",
              "stage1.block1.norm2.beta",
              "stage1.block1.shortcut.norm.gamma",
              "stage1.block1.shortcut.norm.beta",
              "stage2.block1.conv1.weight",
              "stage2.block1.norm1.gamma",
              "stage2.block1.norm1.beta",
              "stage2.block1.conv2.weight",
              "stage2.block1.norm2.gamma",
              "stage2.block1.norm2.beta",
              "stage2.block1.shortcut.conv.weight",
              "stage2.block1.shortcut.norm.gamma",
              "stage2.block1.shortcut.norm.beta",
              "head.weight",
              "head.bias");
      assertThat(names(network.statistics().layout()))
          .startsWith("stem.norm.mean", "stem.norm.variance", "stage1.block1.norm1.mean")
          .hasSize(14);
      assertThat(network.outputShape()).isEqualTo(Shape.of(2, 3));
    }
  }

  @Test
  void everyRankStartsFromTheSameParametersWhateverItsBatch() {
    try (Kernels kernels = new ReferenceKernels()) {
      float[] first = values(build(Block.SEW, 1, kernels, 5), kernels);
      assertThat(values(build(Block.SEW, 3, kernels, 5), kernels)).isEqualTo(first);
      assertThat(values(build(Block.SEW, 1, kernels, 6), kernels)).isNotEqualTo(first);
    }
  }

  @Test
  void membraneBlocksStartAsTheirShortcut() {
    try (Kernels kernels = new ReferenceKernels()) {
      Network network = build(Block.MS, 1, kernels, 5);
      float[] values = values(network, kernels);
      for (Entry entry : network.parameters().layout().entries()) {
        if (entry.name().endsWith("gamma")) {
          float expected = entry.name().contains("norm2") ? 0 : 0.5f;
          assertThat(values[entry.offset()]).as(entry.name()).isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void aWindowedReadoutKeepsThePlacesOfTheMaps() {
    ResNet windows = ResNets.withReadout(config(Block.TDBN), new Readout.Windows(1));
    try (Kernels kernels = new ReferenceKernels();
        Network network = Network.build(windows, INPUT, 3, 2, kernels, Key.of(1))) {
      Entry head =
          network.parameters().layout().entries().stream()
              .filter(entry -> entry.name().equals("head.weight"))
              .findFirst()
              .orElseThrow();
      assertThat(head.shape()).isEqualTo(Shape.of(3, 6 * 5 * 4));
    }
  }

  @Test
  void dropoutSilencesFeaturesOfTheHeadInTrainingAlone() {
    ResNet dropping = config(Block.SEW).withDropout(0.5);
    Pass training =
        new Pass(Mode.TRAIN, new Alone(), Probe.NONE, new Chance(Key.of(3), new int[] {7, 8}));
    Pass evaluation = new Pass(Mode.EVALUATE, new Alone(), Probe.NONE);
    try (Kernels kernels = new ReferenceKernels();
        Network with = Network.build(dropping, INPUT, 3, 2, kernels, Key.of(1));
        Network without = build(Block.SEW, 2, kernels, 1)) {
      assertThat(names(with.parameters().layout())).isEqualTo(names(without.parameters().layout()));
      float[] x = new float[(int) with.inputShape().elements()];
      for (int i = 0; i < x.length; i++) {
        x[i] = i % 5;
      }
      assertThat(logits(with, x, evaluation, kernels))
          .isEqualTo(logits(without, x, evaluation, kernels));
      assertThat(logits(with, x, training, kernels))
          .isNotEqualTo(logits(without, x, training, kernels));
    }
  }

  private static float[] logits(Network network, float[] x, Pass pass, Kernels kernels) {
    Tensor input = kernels.memory().allocate(network.inputShape());
    kernels.memory().upload(FloatBuffer.wrap(x), input);
    Tensor output = network.forward(input, pass).output().tensor();
    float[] logits = new float[(int) output.shape().elements()];
    kernels.memory().download(output, FloatBuffer.wrap(logits));
    return logits;
  }

  private static float[] values(Network network, Kernels kernels) {
    float[] values = new float[network.parameters().layout().elements()];
    kernels.memory().download(network.parameters().values(), FloatBuffer.wrap(values));
    return values;
  }
}
