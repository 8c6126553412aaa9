package io.cofire.ops.twin;

import io.cofire.ops.Kinds;
import io.cofire.ops.block.BlockConfig;
import io.cofire.ops.block.BlockPlan;
import io.cofire.ops.block.Downsampling;
import io.cofire.ops.block.Join;
import io.cofire.ops.block.LastNorm;
import io.cofire.ops.block.MsBlock;
import io.cofire.ops.block.NormForm;
import io.cofire.ops.block.PlainBlock;
import io.cofire.ops.block.ResidualPath;
import io.cofire.ops.block.SewBlock;
import io.cofire.ops.block.ShortcutNorm;
import io.cofire.ops.block.SpikingBlock;
import io.cofire.ops.block.TdBnBlock;
import io.cofire.ops.block.WithoutLifBlock;
import io.cofire.ops.neuron.Neuron;
import io.cofire.ops.rank.Block;
import io.cofire.ops.rank.TinyTask;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.twin.Subject.Goal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every block with its identity and its projection shortcut, against libtorch's autograd. */
class BlockTwinTest {

  private static final Neuron LIF = TinyTask.neuron(Block.TDBN);
  private static final Neuron DETACHED_LIF = TinyTask.neuron(Block.MS);
  private static final Neuron INTEGRATOR = TinyTask.neuron(Block.SEW);

  private record Choice(BlockConfig block, Neuron neuron) {}

  static Stream<Subject> blocks() {
    List<Subject> subjects = new ArrayList<>();
    for (int t : new int[] {1, 2, 5}) {
      choices().forEach(choice -> subjects.addAll(subjects(t, choice)));
    }
    return subjects.stream();
  }

  private static Stream<Choice> choices() {
    List<Choice> all = new ArrayList<>();
    for (ResidualPath path : ResidualPath.values()) {
      all.add(new Choice(new TdBnBlock(path, ShortcutNorm.EVERY, NormForm.TDBN), LIF));
      all.add(new Choice(new TdBnBlock(path, ShortcutNorm.PROJECTIONS, NormForm.TDBN), LIF));
      for (Join join : Join.values()) {
        all.add(new Choice(new SewBlock(path, join, LastNorm.LIKE_OTHERS), INTEGRATOR));
      }
      all.add(new Choice(new SpikingBlock(path, NormForm.BATCH, LastNorm.ZERO), INTEGRATOR));
    }
    NormForm start = NormForm.THRESHOLD_START;
    all.add(
        new Choice(
            new TdBnBlock(ResidualPath.BASIC, ShortcutNorm.EVERY, NormForm.TDBN_START), LIF));
    all.add(
        new Choice(
            new SpikingBlock(ResidualPath.BASIC, start, LastNorm.LIKE_OTHERS), DETACHED_LIF));
    all.add(new Choice(new WithoutLifBlock(start), DETACHED_LIF));
    all.add(new Choice(new PlainBlock(start), DETACHED_LIF));
    all.add(new Choice(new PlainBlock(NormForm.TDBN), LIF));
    all.add(new Choice(new PlainBlock(NormForm.BATCH), INTEGRATOR));
    for (Downsampling downsampling : Downsampling.values()) {
      all.add(new Choice(ms(MsBlock.Order.SR_A, downsampling, LastNorm.ZERO), DETACHED_LIF));
    }
    for (MsBlock.Order order : List.of(MsBlock.Order.SR_B, MsBlock.Order.SR_C)) {
      all.add(new Choice(ms(order, Downsampling.STRIDE, LastNorm.LIKE_OTHERS), DETACHED_LIF));
    }
    Kinds.every(BlockConfig.class, all.stream().map(Choice::block).toList());
    return all.stream();
  }

  private static MsBlock ms(MsBlock.Order order, Downsampling downsampling, LastNorm lastNorm) {
    return new MsBlock(order, downsampling, NormForm.THRESHOLD_START, lastNorm);
  }

  /** Identity, more channels, fewer pixels. */
  private static List<Subject> subjects(int t, Choice choice) {
    int width = choice.block().expansion() == 1 ? 1 : 2 * choice.block().expansion();
    boolean pools =
        choice.block() instanceof MsBlock ms && ms.downsampling() == Downsampling.AVERAGE_POOL;
    Shape input = pools ? Shape.of(t, 4, 6, 4, 4) : Shape.of(t, 4, 5, 3, 4);
    int same = Math.max(4, width);
    return List.of(
        subject(choice, input, same, 1),
        subject(choice, input, same + width, 1),
        subject(choice, input, same + width, 2));
  }

  private static Subject subject(Choice choice, Shape input, int channels, int stride) {
    return new Subject(
        choice.block() + ", to " + channels + " channels, stride " + stride,
        input,
        (w, s) -> choice.block().build(w, new BlockPlan(s, channels, stride, choice.neuron())),
        (o, x) ->
            new TorchBlocks(o, "", channels, stride, choice.neuron(), choice.neuron())
                .draw(choice.block(), x),
        Goal.WEIGHTED_SUM);
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void agreesWithAutogradOnOneRankAndOnThreeUnevenOnes(Subject block) throws Exception {
    Agreement.require(block, Twins.ENGINES, new int[] {4}, new int[] {1, 2, 1});
  }

  static Stream<Subject> blocksWithAnotherLastNeuron() {
    return IntStream.of(1, 4).boxed().flatMap(BlockTwinTest::blocksWithAnotherLastNeuron);
  }

  private static Stream<Subject> blocksWithAnotherLastNeuron(int t) {
    Shape input = Shape.of(t, 4, 5, 3, 4);
    return choices()
        .map(Choice::block)
        .filter(block -> block.expansion() == 1)
        .map(
            block ->
                new Subject(
                    block + " with another last neuron",
                    input,
                    (w, s) -> block.build(w, new BlockPlan(s, 5, 2, INTEGRATOR, LIF)),
                    (o, x) -> new TorchBlocks(o, "", 5, 2, INTEGRATOR, LIF).draw(block, x),
                    Goal.WEIGHTED_SUM))
        .filter(subject -> !subject.name().contains("AVERAGE_POOL"));
  }

  @ParameterizedTest
  @MethodSource("blocksWithAnotherLastNeuron")
  void theLastNeuronsCanBeOthers(Subject block) throws Exception {
    Agreement.require(block, List.of("nd4j"), new int[] {4});
  }
}
