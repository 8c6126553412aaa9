package io.cofire.driver.averaging;

import io.cofire.data.batches.EventSamples;
import io.cofire.data.shards.ShardCache;
import io.cofire.data.shards.ShardSet;
import io.cofire.driver.recipe.Recipe;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.util.TaskCompletionListener;

/**
 * What a process keeps between rounds: idle networks and each worker's place in the data. It is
 * only a saving of time; a process that has nothing builds anew and gets the same. What belongs to
 * another run is let go when a run asks for something.
 */
final class IdleNetworks {

  private static final Deque<Lease> IDLE = new ArrayDeque<>();
  private static final Map<Source, EventSamples> SAMPLES = new HashMap<>();
  private static final Map<Integer, WorkerData> DATA = new HashMap<>();

  /**
   * What a network is built for.
   *
   * @param layer the run
   * @param samples of a minibatch
   */
  record Place(SpikingLayer layer, int samples) {}

  /** Packed events that a process keeps of one split. */
  private static final long KEPT_BYTES = 1L << 28;

  private record Source(SpikingLayer layer, String split) {}

  private IdleNetworks() {}

  /**
   * A network on loan; closing gives it back for the next round, unless it failed between forward
   * and backward.
   */
  record Lease(Place place, RankNetwork network) implements AutoCloseable {
    @Override
    public void close() {
      if (network.pending()) {
        network.close();
      } else {
        synchronized (IDLE) {
          IDLE.push(this);
        }
      }
    }
  }

  /** A network of this process that is idle, or a new one. */
  static Lease lease(SpikingLayer layer, int samples) {
    Place place = new Place(layer, samples);
    synchronized (IDLE) {
      for (Iterator<Lease> idle = IDLE.iterator(); idle.hasNext(); ) {
        Lease lease = idle.next();
        if (lease.place().equals(place)) {
          idle.remove();
          return lease;
        }
        if (!lease.place().layer().equals(layer)) {
          idle.remove();
          lease.network().close();
        }
      }
    }
    return new Lease(place, new RankNetwork(layer.task(), samples));
  }

  /** The recordings of a split, shared by the workers of this process. */
  static EventSamples samples(SpikingLayer layer, String split) {
    synchronized (SAMPLES) {
      SAMPLES.keySet().removeIf(source -> !source.layer().equals(layer));
      return SAMPLES.computeIfAbsent(new Source(layer, split), IdleNetworks::open);
    }
  }

  private static EventSamples open(Source source) {
    Recipe recipe = source.layer().task().recipe();
    Recipe.Data data = recipe.data();
    Configuration hadoop = SparkHadoopUtil.get().newConfiguration(SparkEnv.get().conf());
    ShardSet set = ShardSet.open(hadoop, new Path(data.shards()));
    ShardCache split = new ShardCache(set, source.split(), KEPT_BYTES);
    return new EventSamples(
        split,
        data.binning(),
        data.reduction(),
        data.timesteps(),
        recipe.augmenter(source.split()));
  }

  /**
   * A worker's place in the data, on loan until the running task ends: a task that outlived its
   * failed job must not share it with that of the next.
   */
  static WorkerData data(SpikingLayer layer, int worker) {
    WorkerData data;
    synchronized (DATA) {
      DATA.values().removeIf(other -> other.closedUnlessOf(layer));
      data = DATA.remove(worker);
    }
    WorkerData lent = data == null ? new WorkerData(layer, worker) : data;
    TaskCompletionListener giveBack = task -> giveBack(worker, lent);
    TaskContext.get().addTaskCompletionListener(giveBack);
    return lent;
  }

  private static void giveBack(int worker, WorkerData data) {
    WorkerData unused = data;
    if (data.isWhole()) {
      synchronized (DATA) {
        unused = DATA.put(worker, data);
      }
    }
    if (unused != null) {
      unused.close();
    }
  }
}
