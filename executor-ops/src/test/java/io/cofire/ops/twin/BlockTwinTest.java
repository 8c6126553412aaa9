package io.cofire.ops.twin;

import io.cofire.ops.block.BlockPlan;
import io.cofire.ops.block.MsBlock;
import io.cofire.ops.block.SewBlock;
import io.cofire.ops.block.ShortcutNorm;
import io.cofire.ops.block.TdBnBlock;
import io.cofire.ops.network.NetworkConfig.Block;
import io.cofire.ops.neuron.Neuron;
import io.cofire.ops.rank.TinyTask;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.twin.Subject.Goal;
import io.cofire.ops.twin.Subject.Ours;
import io.cofire.ops.twin.Subject.Torch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every block with its identity and its projection shortcut, against libtorch's autograd. */
class BlockTwinTest {

  static Stream<Subject> blocks() {
    return IntStream.of(1, 2, 5)
        .boxed()
        .flatMap(
            t ->
                Stream.of(
                        Stream.of(tdbn(t, 3, 1, ShortcutNorm.PROJECTIONS)),
                        shapes((c, stride) -> tdbn(t, c, stride, ShortcutNorm.EVERY)),
                        shapes((c, stride) -> sew(t, c, stride)),
                        shapes((c, stride) -> ms(t, c, stride)))
                    .flatMap(s -> s));
  }

  @FunctionalInterface
  private interface Shaped {
    Subject of(int channels, int stride);
  }

  private static Stream<Subject> shapes(Shaped shaped) {
    return Stream.of(shaped.of(3, 1), shaped.of(4, 2));
  }

  private static Subject tdbn(int t, int channels, int stride, ShortcutNorm shortcutNorm) {
    Neuron lif = TinyTask.neuron(Block.TDBN);
    return subject(
        t,
        "tdBN block, stride " + stride + ", " + shortcutNorm,
        (w, s) -> TdBnBlock.basic(w, new BlockPlan(s, channels, stride, lif), shortcutNorm),
        (o, x) -> new TorchResNet(o).tdbn("", x, channels, stride, lif, shortcutNorm));
  }

  private static Subject sew(int t, int channels, int stride) {
    Neuron neuron = TinyTask.neuron(Block.SEW);
    return subject(
        t,
        "SEW block, stride " + stride,
        (w, s) -> SewBlock.basic(w, new BlockPlan(s, channels, stride, neuron)),
        (o, x) -> new TorchResNet(o).sew("", x, channels, stride, neuron));
  }

  private static Subject ms(int t, int channels, int stride) {
    Neuron lif = TinyTask.neuron(Block.MS);
    return subject(
        t,
        "MS block, stride " + stride,
        (w, s) -> MsBlock.basic(w, new BlockPlan(s, channels, stride, lif)),
        (o, x) -> new TorchResNet(o).ms("", x, channels, stride, lif));
  }

  private static Subject subject(int t, String name, Ours ours, Torch torch) {
    return new Subject(name, Shape.of(t, 4, 3, 5, 3), ours, torch, Goal.WEIGHTED_SUM);
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void agreesWithAutogradOnOneRankAndOnUnevenOnes(Subject block) throws Exception {
    Agreement.require(block, Twins.ENGINES, new int[] {4}, new int[] {3, 1}, new int[] {1, 2, 1});
  }
}
