package io.cofire.driver.averaging;

import io.cofire.driver.assembly.ArithmeticText;
import io.cofire.driver.assembly.HostData;
import io.cofire.driver.assembly.Loading;
import io.cofire.driver.assembly.PlanText;
import io.cofire.driver.assembly.TaskDevice;
import io.cofire.driver.assembly.TrainingPlan;
import io.cofire.driver.recipe.Recipe;
import io.cofire.ops.tensor.Device;
import io.cofire.ops.tensor.Kernels;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.util.TaskCompletionListener;

/**
 * What a process keeps of a run between rounds: its data, idle networks and each worker's place in
 * the data. It is only a saving of time; a process that has nothing builds anew and gets the same.
 * A run is let go when another one asks for something.
 */
final class KeptRun {

  private static KeptRun latest;

  private final String id;
  private final TrainingPlan plan;
  private final Deque<RankNetwork> idle = new ArrayDeque<>();
  private final Map<Integer, WorkerData> places = new HashMap<>();
  private HostData data; // opened when first needed
  private boolean over; // takes nothing back any more

  private KeptRun(RunText run) {
    this.id = run.id();
    this.plan = PlanText.parse(run.plan());
  }

  /** That of a run in this process. */
  static synchronized KeptRun of(RunText run) {
    if (latest == null || !latest.id.equals(run.id())) {
      if (latest != null) {
        latest.end();
      }
      latest = new KeptRun(run);
    }
    return latest;
  }

  private synchronized void end() {
    over = true;
    idle.forEach(RankNetwork::close);
    places.values().forEach(WorkerData::close);
  }

  TrainingPlan plan() {
    return plan;
  }

  /** What this process computes by, as text. */
  String by() {
    Recipe.Run run = plan.recipe().run();
    try (Kernels kernels = run.open(TaskDevice.of(run))) {
      return ArithmeticText.of(kernels.arithmetic());
    }
  }

  /** The prepared data, shared by the workers of this process. */
  synchronized HostData data() {
    if (data == null) {
      SparkConf conf = SparkEnv.get().conf();
      data = HostData.open(plan, SparkHadoopUtil.get().newConfiguration(conf), Loading.of(conf, 1));
    }
    return data;
  }

  /**
   * A network on loan; closing gives it back for the next round, unless it failed between forward
   * and backward.
   */
  record Lease(KeptRun run, RankNetwork network) implements AutoCloseable {
    @Override
    public void close() {
      run.take(network);
    }
  }

  /** A network that is idle, or a new one, for minibatches of so many samples. */
  Lease lease(int samples) {
    RankNetwork network = idle(samples);
    return new Lease(this, network == null ? new RankNetwork(plan, samples) : network);
  }

  private synchronized RankNetwork idle(int samples) {
    Device here = TaskDevice.of(plan.recipe().run());
    for (Iterator<RankNetwork> networks = idle.iterator(); networks.hasNext(); ) {
      RankNetwork network = networks.next();
      if (network.samples() == samples && network.device().equals(here)) {
        networks.remove();
        return network;
      }
    }
    return null;
  }

  private synchronized void take(RankNetwork network) {
    if (over || network.pending()) {
      network.close();
    } else {
      idle.push(network);
    }
  }

  /**
   * A worker's place in the data, on loan until the running task ends: a task that outlived its
   * failed job must not share it with that of the next.
   */
  WorkerData place(int worker) {
    HostData from = data();
    WorkerData place;
    synchronized (this) {
      WorkerData kept = places.remove(worker);
      place = kept == null ? new WorkerData(plan, from, worker) : kept;
    }
    TaskCompletionListener giveBack = task -> take(worker, place);
    TaskContext.get().addTaskCompletionListener(giveBack);
    return place;
  }

  private synchronized void take(int worker, WorkerData place) {
    WorkerData unused = over || !place.isWhole() ? place : places.put(worker, place);
    if (unused != null) {
      unused.close();
    }
  }
}
