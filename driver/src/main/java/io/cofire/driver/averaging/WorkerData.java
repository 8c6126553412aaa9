package io.cofire.driver.averaging;

import io.cofire.data.batches.BatchPlan;
import io.cofire.data.batches.LoaderConfig;
import io.cofire.data.batches.Minibatch;
import io.cofire.data.batches.MinibatchLoader;
import io.cofire.data.frames.FrameShape;
import io.cofire.ops.network.InputShape;
import java.util.Iterator;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One worker's training data: its own part of every batch, read from the shards by the process that
 * trains on it. The loader goes on between rounds; it starts anew when a round asks for another
 * place, as after a restart.
 */
final class WorkerData {

  private final SpikingLayer layer;
  private final Task task;
  private final BatchPlan plan;
  private final int worker;
  private MinibatchLoader loader;
  private long position = -1;

  WorkerData(SpikingLayer layer, int worker) {
    this.layer = layer;
    this.task = layer.task();
    this.plan = task.plan();
    this.worker = worker;
  }

  /** Whether this is another run's and so has been closed. */
  boolean closedUnlessOf(SpikingLayer run) {
    if (layer.equals(run)) {
      return false;
    }
    if (loader != null) {
      loader.close();
    }
    return true;
  }

  /**
   * Some minibatches of an epoch, one at a time.
   *
   * @param epoch from 0
   * @param step first step in it
   * @param count steps
   */
  Iterator<DataSet> batches(int epoch, int step, int count) {
    long first = (long) epoch * plan.stepsPerEpoch() + step;
    if (loader == null || position != first) {
      restart(epoch, step);
      position = first;
    }
    return IntStream.range(0, count).mapToObj(i -> next()).iterator();
  }

  private void restart(int epoch, int step) {
    if (loader != null) {
      loader.close();
    }
    int epochs = task.recipe().training().epochs();
    loader =
        new MinibatchLoader(
            Bench.samples(layer, task.recipe().data().train()),
            plan.from(worker, epoch, step, epochs),
            LoaderConfig.of(task.frames(plan.rankBatch(worker))));
  }

  private DataSet next() {
    Minibatch batch = loader.next();
    position++;
    INDArray frames = Nd4j.createUninitialized(DataType.FLOAT, shape(batch.size()), 'c');
    HostFloats.write(samplesFirst(batch), frames);
    INDArray labels = Nd4j.zeros(DataType.FLOAT, batch.size(), task.classes());
    for (int n = 0; n < batch.size(); n++) {
      for (int k = 0; k < task.classes(); k++) {
        labels.putScalar(n, k, task.target(batch.targets().share(n, k)));
      }
    }
    return new DataSet(frames, labels);
  }

  /** Deeplearning4j merges and splits [N,C,H,W] only, so time and channel share an axis. */
  private long[] shape(int samples) {
    InputShape input = task.input();
    int planes = input.timesteps() * input.channels();
    return new long[] {samples, planes, input.height(), input.width()};
  }

  /** [T,N,C*H*W] to [N,T,C*H*W]. */
  private float[] samplesFirst(Minibatch batch) {
    FrameShape shape = task.frames(batch.size());
    int frame = shape.frameSize();
    float[] moved = new float[shape.size()];
    for (int t = 0; t < shape.timesteps(); t++) {
      for (int n = 0; n < shape.batch(); n++) {
        int target = (n * shape.timesteps() + t) * frame;
        batch.input().get(shape.offset(t, n), moved, target, frame);
      }
    }
    return moved;
  }
}
