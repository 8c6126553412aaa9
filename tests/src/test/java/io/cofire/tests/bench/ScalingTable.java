package io.cofire.tests.bench;

import io.cofire.ops.layer.LayerFacts;
import io.cofire.ops.plan.Blueprint;
import io.cofire.ops.zoo.Zoo;
import io.cofire.tests.bench.ScalingModel.Cluster;
import io.cofire.tests.bench.ScalingModel.Costs;
import io.cofire.tests.bench.ScalingModel.Exchange;
import io.cofire.tests.bench.ScalingModel.Step;
import io.cofire.tests.bench.ScalingModel.Work;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What {@link ScalingModel} says of three of the papers' networks on ImageNet. */
final class ScalingTable {

  private static final List<String> NETWORKS =
      List.of("sew-resnet34", "ms-resnet104", "tdbn-resnet34-large");
  private static final List<Integer> GPUS = List.of(8, 64, 512);
  private static final List<Integer> GIGABITS = List.of(25, 100);
  private static final double ENOUGH = 0.8;

  /** Assumptions by name; none of them is measured. */
  private static final Map<String, Double> ASSUMED = new LinkedHashMap<>();

  static {
    ASSUMED.put("gpuTeraflops", 15.0); // sustained in float32; what one GPU makes of a network
    ASSUMED.put("batch", 32.0); // samples a GPU and step
    ASSUMED.put("gpusPerHost", 8.0);
    ASSUMED.put("cores", 8.0); // of a host, for its exchange
    ASSUMED.put("networkShare", 0.9); // of the network's rate
    ASSUMED.put("hopMicros", 10.0); // on the network, beyond loopback
    ASSUMED.put("bucketMegabytes", 16.0);
    ASSUMED.put("gpuMillis", 0.0); // replaces gpuTeraflops where it is not 0
  }

  private final Costs costs;
  private final Map<String, Double> assumed;

  private ScalingTable(Costs costs, Map<String, Double> assumed) {
    this.costs = costs;
    this.assumed = assumed;
  }

  /**
   * Prints costs, assumptions and the predictions.
   *
   * @param settings {@code name=value} pairs over the assumptions
   * @throws IllegalArgumentException if there is no such assumption
   */
  static void print(PrintStream out, Costs costs, List<String> settings) {
    Map<String, Double> assumed = new LinkedHashMap<>(ASSUMED);
    for (String setting : settings) {
      String[] parts = setting.split("=", 2);
      if (parts.length < 2 || !assumed.containsKey(parts[0])) {
        throw new IllegalArgumentException(
            "Unknown setting %s; known are %s".formatted(setting, assumed.keySet()));
      }
      assumed.put(parts[0], Double.parseDouble(parts[1]));
    }
    new ScalingTable(costs, assumed).print(out);
  }

  private void print(PrintStream out) {
    out.println(costs.told("gather", "between processes"));
    out.printf("assumed, not measured: %s%n", assumed);
    for (String name : NETWORKS) {
      Work work = work(name);
      out.printf(
          Locale.ROOT,
          "%n%s: %d norms, %,d channels, gradients of %.0f MB, GPU step %.0f ms (assumed)%n",
          name,
          work.normChannels().size(),
          work.normChannels().stream().mapToInt(Integer::intValue).sum(),
          work.gradientBytes() / 1e6,
          work.gpuSeconds() * 1e3);
      table(out, work);
    }
  }

  /** Beside what is built, all to all as it was: without anything to do meanwhile. */
  private void table(PrintStream out, Work work) {
    Work waiting = work.waiting();
    out.printf(
        "%6s %8s %14s %13s %12s %9s %11s   %s%n",
        "GPUs",
        "Gbit/s",
        "statistics ms",
        "gradients ms",
        "exposed ms",
        "step ms",
        "efficiency",
        "all to all: step ms, efficiency");
    for (int gigabits : GIGABITS) {
      ScalingModel model = new ScalingModel(costs, cluster(gigabits));
      for (int gpus : GPUS) {
        Step built = model.predict(work, gpus, Exchange.SHORTER);
        Step before = model.predict(waiting, gpus, Exchange.ALL_TO_ALL);
        out.printf(
            Locale.ROOT,
            "%6d %8d %14.1f %13.1f %12.1f %9.1f %11.2f   %14.1f %9.2f%n",
            gpus,
            gigabits,
            built.statistics() * 1e3,
            built.gradients() * 1e3,
            built.exposed() * 1e3,
            built.seconds() * 1e3,
            built.efficiency(),
            before.seconds() * 1e3,
            before.efficiency());
      }
      out.printf(
          Locale.ROOT,
          "       at %d Gbit/s efficiency stays at or above %.1f up to %d hosts as built, %d all to"
              + " all%n",
          gigabits,
          ENOUGH,
          hosts(model, work, Exchange.SHORTER),
          hosts(model, waiting, Exchange.ALL_TO_ALL));
    }
  }

  /** The largest power of two of hosts that is still efficient, up to 1,024; 0 if none is. */
  private static int hosts(ScalingModel model, Work work, Exchange exchange) {
    int enough = 0;
    for (int hosts = 1; hosts <= 1024; hosts *= 2) {
      int gpus = hosts * model.cluster().gpusPerHost();
      if (model.predict(work, gpus, exchange).efficiency() >= ENOUGH) {
        enough = hosts;
      }
    }
    return enough;
  }

  private Cluster cluster(int gigabits) {
    return new Cluster(
        assumed.get("gpusPerHost").intValue(),
        gigabits * 1e9 / 8 * assumed.get("networkShare"),
        assumed.get("hopMicros") / 1e6,
        assumed.get("cores").intValue(),
        assumed.get("bucketMegabytes") * 1e6);
  }

  /** A forward is two operations a multiply-accumulate, a backward twice as many. */
  private Work work(String name) {
    Blueprint blueprint = Zoo.find(name).orElseThrow().blueprint(1);
    double batch = assumed.get("batch");
    double operations = 3 * 2 * batch * blueprint.multiplicationsPerSample();
    double millis = assumed.get("gpuMillis");
    return new Work(
        name,
        blueprint.layers().stream()
            .filter(layer -> layer.operation().equals("norm"))
            .map(ScalingTable::channels)
            .toList(),
        4.0 * blueprint.parameterCount(),
        millis > 0 ? millis / 1e3 : operations / (assumed.get("gpuTeraflops") * 1e12),
        true);
  }

  private static int channels(LayerFacts layer) {
    return layer.output().size(-1);
  }
}
