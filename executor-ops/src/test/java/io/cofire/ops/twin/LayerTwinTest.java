package io.cofire.ops.twin;

import io.cofire.ops.layer.BatchNorm;
import io.cofire.ops.layer.BatchNorm.Scaling;
import io.cofire.ops.layer.ChannelBias;
import io.cofire.ops.layer.Conv2d;
import io.cofire.ops.layer.Dense;
import io.cofire.ops.layer.GlobalPool;
import io.cofire.ops.layer.Pool;
import io.cofire.ops.layer.Pool.Kind;
import io.cofire.ops.layer.Pool.Window;
import io.cofire.ops.layer.Repeat;
import io.cofire.ops.layer.Sequence;
import io.cofire.ops.layer.Spiking;
import io.cofire.ops.layer.TimeMean;
import io.cofire.ops.neuron.Neuron;
import io.cofire.ops.rank.Block;
import io.cofire.ops.rank.TinyTask;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.twin.Subject.Goal;
import io.cofire.ops.twin.Subject.Ours;
import io.cofire.ops.twin.Subject.Torch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every layer, forward and backward, against libtorch's autograd. */
class LayerTwinTest {

  static Stream<Subject> layers() {
    return IntStream.of(1, 2, 5).boxed().flatMap(LayerTwinTest::layers);
  }

  private static Stream<Subject> layers(int t) {
    Neuron lif = TinyTask.neuron(Block.TDBN);
    return Stream.of(
        images(
            t,
            "conv 3x3",
            (w, s) -> new Conv2d(w.at("conv"), s, 4, 3, 1),
            (o, x) -> o.conv("conv", x, 4, 3, 1)),
        images(
            t,
            "conv 3x3 stride 2",
            (w, s) -> new Conv2d(w.at("conv"), s, 4, 3, 2),
            (o, x) -> o.conv("conv", x, 4, 3, 2)),
        images(
            t,
            "conv 1x1 stride 2",
            (w, s) -> new Conv2d(w.at("conv"), s, 5, 1, 2),
            (o, x) -> o.conv("conv", x, 5, 1, 2)),
        images(t, "bias", (w, s) -> new ChannelBias(w.at("conv"), s), (o, x) -> o.bias("conv", x)),
        images(
            t,
            "tdBN",
            (w, s) -> new BatchNorm(w.at("norm"), s, Scaling.threshold(0.7, 0.5)),
            (o, x) -> o.norm("norm", x, 0.35)),
        images(
            t,
            "plain norm",
            (w, s) -> new BatchNorm(w.at("norm"), s, Scaling.PLAIN),
            (o, x) -> o.norm("norm", x, 1)),
        images(
            t,
            "LIF, reset flows",
            (w, s) -> Spiking.layer(w.at("neuron"), s, lif),
            (o, x) -> o.neurons(x, lif)),
        neuron(t, "LIF, reset detached", TinyTask.neuron(Block.MS)),
        neuron(t, "IF, arctan", TinyTask.neuron(Block.SEW)),
        neuron(t, "no spikes", new Neuron.Relu()),
        images(
            t,
            "maximum pool 3 stride 2 padding 1",
            (w, s) -> new Pool(w, s, new Window(Kind.MAXIMUM, 3, 2, 1)),
            (o, x) -> o.maximum(x, 3, 2, 1)),
        images(
            t,
            "maximum pool of spikes: ties",
            (w, s) ->
                Sequence.of(
                    Spiking.layer(w, s, lif), new Pool(w, s, new Window(Kind.MAXIMUM, 2, 2, 0))),
            (o, x) -> o.maximum(o.neurons(x, lif), 2, 2, 0)),
        images(
            t,
            "average pool 2 stride 2",
            (w, s) -> new Pool(w, s, new Window(Kind.AVERAGE, 2, 2, 0)),
            (o, x) -> o.average(x, 2, 2, 0)),
        images(
            t,
            "average pool 3 stride 2 padding 1",
            (w, s) -> new Pool(w, s, new Window(Kind.AVERAGE, 3, 2, 1)),
            (o, x) -> o.average(x, 3, 2, 1)),
        images(t, "global pool", GlobalPool::new, TorchOps::globalPool),
        new Subject(
            "time mean", Shape.of(t, 4, 7), TimeMean::new, TorchOps::timeMean, Goal.WEIGHTED_SUM),
        new Subject(
            "repeat",
            Shape.of(1, 4, 3, 5, 3),
            (w, s) -> new Repeat(w, s, t),
            (o, x) -> o.repeat(x, t),
            Goal.WEIGHTED_SUM),
        new Subject(
            "dense and cross-entropy",
            Shape.of(4, 7),
            (w, s) -> new Dense(w.at("head"), s, 3),
            (o, x) -> o.dense("head", x, 3),
            Goal.CROSS_ENTROPY));
  }

  private static Subject neuron(int t, String name, Neuron neuron) {
    return images(t, name, (w, s) -> Spiking.layer(w, s, neuron), (o, x) -> o.neurons(x, neuron));
  }

  private static Subject images(int t, String name, Ours ours, Torch torch) {
    return new Subject(name, Shape.of(t, 4, 3, 5, 3), ours, torch, Goal.WEIGHTED_SUM);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void agreesWithAutogradOnOneRankAndOnThreeUnevenOnes(Subject layer) throws Exception {
    Agreement.require(layer, Twins.ENGINES, new int[] {4}, new int[] {1, 2, 1});
  }
}
