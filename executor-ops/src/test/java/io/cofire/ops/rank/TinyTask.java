package io.cofire.ops.rank;

import io.cofire.data.Patience;
import io.cofire.data.batches.Minibatch;
import io.cofire.data.random.Key;
import io.cofire.ops.collective.LocalGroup;
import io.cofire.ops.loss.LossConfig;
import io.cofire.ops.network.InputShape;
import io.cofire.ops.network.NetworkConfig;
import io.cofire.ops.network.NetworkConfig.ResNet;
import io.cofire.ops.network.NetworkConfig.Stage;
import io.cofire.ops.network.NetworkConfig.Stem;
import io.cofire.ops.neuron.Dynamics.Firing;
import io.cofire.ops.neuron.Dynamics.Reset;
import io.cofire.ops.neuron.Dynamics.ResetGradient;
import io.cofire.ops.neuron.Neuron;
import io.cofire.ops.optimizer.OptimizerConfig;
import io.cofire.ops.schedule.Schedule;
import io.cofire.ops.surrogate.Surrogate;
import io.cofire.ops.tensor.Kernels;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A learning task of random event counts that takes a second (a class is which of every three rows
 * are busy), and the papers' neurons.
 */
public final class TinyTask {

  /** Odd sizes on purpose. */
  public static final InputShape INPUT = new InputShape(3, 2, 9, 7);

  /** Classes of the task. */
  public static final int CLASSES = 3;

  private TinyTask() {}

  /** Neuron as the block's paper or its authors' code has it. */
  public static Neuron neuron(Block block) {
    Surrogate window = new Surrogate.Rectangular(1);
    return switch (block) {
      case TDBN -> new Neuron.IterativeLif(0.25, 0.5, ResetGradient.FLOWS, Firing.ABOVE, window);
      case MS -> new Neuron.IterativeLif(0.25, 0.5, ResetGradient.DETACHED, Firing.ABOVE, window);
      case SEW ->
          new Neuron.IntegrateAndFire(
              1, Reset.HARD, ResetGradient.DETACHED, Firing.AT_OR_ABOVE, new Surrogate.ArcTan(2));
    };
  }

  /** Two stages, the first block of each with stride 2 and one block with an identity shortcut. */
  public static NetworkConfig network(Block block) {
    return new ResNet(
        block.config(),
        new Stem(6, 3, 1),
        List.of(new Stage(6, 2, 1), new Stage(10, 1, 2)),
        neuron(block));
  }

  /** A trainer of the small network. */
  public static TrainerConfig config(Block block, int rankBatch) {
    return new TrainerConfig(
        network(block),
        INPUT,
        INPUT,
        CLASSES,
        rankBatch,
        new LossConfig.CrossEntropy(0),
        new OptimizerConfig.Sgd(0.1, 0.9, 1e-4, false),
        new Schedule.Cosine(),
        10,
        10,
        7);
  }

  /** A trainer that learns a batch by heart in one epoch: no decay, a constant rate. */
  public static TrainerConfig fitting(Block block, int rankBatch) {
    TrainerConfig config = config(block, rankBatch);
    return new TrainerConfig(
        config.network(),
        INPUT,
        INPUT,
        CLASSES,
        rankBatch,
        new LossConfig.CrossEntropy(0),
        new OptimizerConfig.Sgd(0.2, 0.9, 0, true),
        new Schedule.Constant(),
        150,
        1,
        config.seed());
  }

  /** Samples from (inclusive) to (exclusive) of the task, as one minibatch. */
  public static Minibatch batch(int from, int to) {
    int count = to - from;
    int pixels = INPUT.channels() * INPUT.height() * INPUT.width();
    FloatBuffer input =
        ByteBuffer.allocateDirect(INPUT.timesteps() * count * pixels * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    int[] labels = new int[count];
    int[] samples = new int[count];
    for (int n = 0; n < count; n++) {
      labels[n] = (from + n) % CLASSES;
      samples[n] = from + n;
      SplittableRandom random = Key.of(3).child(from + n).random();
      for (int t = 0; t < INPUT.timesteps(); t++) {
        for (int i = 0; i < pixels; i++) {
          boolean lit = i / INPUT.width() % CLASSES == labels[n];
          input.put((t * count + n) * pixels + i, random.nextInt(lit ? 5 : 2));
        }
      }
    }
    return new Minibatch(input, labels, samples);
  }

  /** A trainer that is the only rank. */
  static RankTrainer alone(Kernels kernels, TrainerConfig config) {
    return new RankTrainer(kernels, config, LocalGroup.of(1, Patience.LIMIT).collective(0));
  }

  /** What an evaluation takes. */
  static Iterator<Minibatch> batches(Minibatch... batches) {
    return List.of(batches).iterator();
  }

  /** Time is the slowest axis, so the first timesteps are the front of the buffer. */
  static Minibatch firstTimesteps(Minibatch batch, int timesteps) {
    int size = batch.input().capacity() / INPUT.timesteps() * timesteps;
    return new Minibatch(batch.input().slice(0, size), batch.targets(), batch.samples());
  }
}
