package io.cofire.driver.sizing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The settings of Spark that an {@link ExecutorPlan} comes to, each with its reason. */
public final class ExecutorSettings {

  private static final String GPU_SCRIPT = "gpu-discovery.sh";
  private static final int DRIVER_MEGABYTES = 1024;

  private final ExecutorPlan plan;
  private final ClusterManager on;
  private final List<ReasonedSetting> all = new ArrayList<>();

  private ExecutorSettings(ExecutorPlan plan, ClusterManager on) {
    this.plan = plan;
    this.on = on;
  }

  /** All of them, in the order in which one would think them through. */
  public static List<ReasonedSetting> of(ExecutorPlan plan, ClusterManager on) {
    ExecutorSettings settings = new ExecutorSettings(plan, on);
    settings.processes();
    settings.memory();
    if (plan.onGpu()) {
      settings.gpus();
    }
    if (on == ClusterManager.K8S) {
      settings.say("spark.kubernetes.container.image", "IMAGE", "made by deploy/docker");
    }
    return List.copyOf(settings.all);
  }

  private void processes() {
    int cores = plan.each();
    String ranks = plan.inStep() ? "ranks" : "workers";
    if (on == ClusterManager.STANDALONE) {
      say(
          "spark.cores.max",
          plan.executors() * cores,
          "a standalone master starts executors until these are used up: %d with %d each",
          plan.executors(),
          cores);
    } else {
      say(
          "spark.executor.instances",
          plan.executors(),
          "%d %s, at most %d in each",
          plan.ranks(),
          ranks,
          plan.each());
    }
    say("spark.executor.cores", cores, "a thread for each of the %d %s", plan.each(), ranks);
    if (plan.inStep()) {
      say("spark.task.cpus", cores, "one task an executor, which holds its ranks");
      say("spark.cofire.hosts", plan.executors(), "the training waits for all of them");
    }
  }

  private void memory() {
    HostMemory memory = plan.memory();
    say("spark.executor.memory", megabytes(memory.heapBytes()), "heap: %s", list(memory.heap()));
    say(
        "spark.executor.memoryOverhead",
        megabytes(memory.overheadBytes()),
        "outside the heap: Java's own buffers %s, %s; %s",
        megabytes(memory.directBytes()),
        list(memory.outside()),
        enforcement());
    say(
        "spark.executor.extraJavaOptions",
        "-XX:MaxDirectMemorySize=" + megabytes(memory.directBytes()),
        "Java's own buffers, else as large as the heap: %s",
        list(memory.direct()));
    long state = plan.rank().parameterBytes() / 2 + plan.rank().optimizerBytes();
    say(
        "spark.driver.memory",
        plan.inStep()
            ? DRIVER_MEGABYTES + "m"
            : megabytes(DRIVER_MEGABYTES * HostMemory.MEGABYTE + 8 * state),
        plan.inStep()
            ? "the driver holds no tensors"
            : "the driver adds up the workers' parameters");
  }

  private String enforcement() {
    return switch (on) {
      case STANDALONE -> "a worker counts the heap alone: leave the machine room for both";
      case YARN -> "a container that takes more than both is killed";
      case K8S -> "a pod that takes more than both is killed";
    };
  }

  private void gpus() {
    say(
        "spark.executor.resource.gpu.amount",
        1,
        "one for each executor, %s of it: %s",
        megabytes(plan.memory().gpuBytes()),
        list(plan.memory().gpu()));
    say("spark.task.resource.gpu.amount", 1, "the engine computes on the one that Spark names");
    if (on == ClusterManager.YARN) {
      say("spark.yarn.dist.files", "deploy/" + GPU_SCRIPT, "it travels into each container");
    }
    if (on != ClusterManager.STANDALONE) { // there the worker has a script of its own
      String folder = on == ClusterManager.YARN ? "./" : "/opt/cofire/deploy/";
      say(
          "spark.executor.resource.gpu.discoveryScript",
          folder + GPU_SCRIPT,
          "lists the GPUs that an executor sees");
    }
    if (on == ClusterManager.K8S) {
      say("spark.executor.resource.gpu.vendor", "nvidia.com", "as the pods ask for it");
    }
  }

  private void say(String key, Object value, String why, Object... values) {
    all.add(
        new ReasonedSetting(key, String.valueOf(value), String.format(Locale.ROOT, why, values)));
  }

  private static String list(List<MemoryShare> shares) {
    return shares.stream()
        .map(share -> share.what() + " " + megabytes(share.bytes()))
        .collect(Collectors.joining(", "));
  }

  /** As Spark and Java write it; less than one is one. */
  static String megabytes(long bytes) {
    return (bytes + HostMemory.MEGABYTE - 1) / HostMemory.MEGABYTE + "m";
  }
}
