package io.cofire.driver.averaging;

import io.cofire.data.batches.Minibatch;
import io.cofire.data.batches.MinibatchLoader;
import io.cofire.driver.assembly.HostData;
import io.cofire.driver.assembly.TrainingPlan;
import io.cofire.ops.network.InputShape;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
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

  private final TrainingPlan plan;
  private final HostData data;
  private final int worker;
  private MinibatchLoader loader;
  private long position = -1;
  private int left;

  WorkerData(TrainingPlan plan, HostData data, int worker) {
    this.plan = plan;
    this.data = data;
    this.worker = worker;
  }

  /** Whether all that was asked for has been delivered, so that it can be asked again. */
  boolean isWhole() {
    return left == 0;
  }

  void close() {
    if (loader != null) {
      loader.close();
    }
  }

  /**
   * Some minibatches of an epoch, one at a time; one less where this worker is without a sample in
   * the last.
   *
   * @param epoch from 0
   * @param step first step in it
   * @param count steps
   */
  Iterator<DataSet> batches(int epoch, int step, int count) {
    long first = (long) epoch * plan.stepsPerEpoch() + step;
    if (loader == null || position != first) {
      close();
      loader = data.training(worker, epoch, step);
      position = first;
    }
    left = count;
    return IntStream.range(0, count).mapToObj(i -> next()).flatMap(Optional::stream).iterator();
  }

  private Optional<DataSet> next() {
    Minibatch batch = loader.next();
    position++;
    left--;
    return batch.count() == 0 ? Optional.empty() : Optional.of(set(batch));
  }

  private DataSet set(Minibatch batch) {
    INDArray frames = Nd4j.createUninitialized(DataType.FLOAT, shape(batch.size()), 'c');
    ArrayCopies.write(samplesFirst(batch), frames);
    DataSet set = new DataSet(frames, ShareRows.of(batch.targets(), plan.classes()));
    set.setExampleMetaData(Arrays.stream(batch.samples()).boxed().toList());
    return set;
  }

  /** Deeplearning4j merges and splits [N,C,H,W] only, so time and channel share an axis. */
  private long[] shape(int samples) {
    InputShape input = plan.trained();
    int planes = input.timesteps() * input.channels();
    return new long[] {samples, planes, input.height(), input.width()};
  }

  private float[] samplesFirst(Minibatch batch) {
    float[] frames = new float[batch.input().remaining()];
    batch.input().get(batch.input().position(), frames);
    return Axes.swapped(frames, plan.trained().timesteps(), batch.size());
  }
}
