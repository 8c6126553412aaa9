package io.cofire.driver.cli;

import io.cofire.driver.recipe.NamedNetwork;
import io.cofire.ops.collective.Meanwhile;
import io.cofire.ops.layer.LayerFacts;
import io.cofire.ops.layer.Recompute;
import io.cofire.ops.network.InputShape;
import io.cofire.ops.network.InputShape.Presentation;
import io.cofire.ops.network.NetworkConfig;
import io.cofire.ops.optimizer.OptimizerConfig;
import io.cofire.ops.plan.Blueprint;
import io.cofire.ops.plan.MemoryPlan;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.zoo.Zoo;
import io.cofire.ops.zoo.ZooNetwork;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cofire networks}: the papers' networks, and what each is made of. */
@Command(
    name = "networks",
    mixinStandardHelpOptions = true,
    description = {
      "Lists the networks that a recipe can name, or the layers of one.",
      "Multiply-accumulates (MAC) are those of one image at one timestep; memory is that of a training",
      "step with momentum on one rank, without the engine's own scratch."
    })
final class NetworkList implements Callable<Integer> {

  private static final double MEGA = 1e6;

  /** One number of state for each parameter. */
  private static final OptimizerConfig MOMENTUM = new OptimizerConfig.Sgd(0.1, 0.9, 0, true);

  @Parameters(paramLabel = "NAME", arity = "0..1", description = "A network of the list.")
  private String name;

  @Option(
      names = "--timesteps",
      paramLabel = "T",
      description = "Timesteps (default: those of the paper).")
  private Optional<Integer> timesteps = Optional.empty();

  @Option(names = "--batch", paramLabel = "N", description = "Samples of a step (default: 1).")
  private int batch = 1;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "Replaces a value of the network, such as network.stem.kernel=1.")
  private List<String> overrides = List.of();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (batch < 1 || timesteps.orElse(1) < 1) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "Cannot lay out a network for %s timesteps and %d samples: each must be at least 1",
              timesteps.map(String::valueOf).orElse("its"),
              batch));
    }
    PrintWriter out = spec.commandLine().getOut();
    if (name == null) {
      Zoo.networks().forEach(network -> list(out, network));
    } else {
      NetworkConfig chosen = NamedNetwork.of(name, overrides);
      ZooNetwork paper = Zoo.find(name).orElseThrow();
      ZooNetwork network =
          new ZooNetwork(name, paper.source(), chosen, paper.input(), paper.classes());
      print(out, timesteps.map(network::over).orElse(network));
    }
    out.flush();
    return 0;
  }

  private static void list(PrintWriter out, ZooNetwork network) {
    out.printf(
        Locale.ROOT,
        "%-24s %7.2f M parameters   %-22s T=%-3d %4d classes   %s%n",
        network.name(),
        network.blueprint(1).parameterCount() / MEGA,
        input(network.input()),
        network.input().timesteps(),
        network.classes(),
        network.source());
  }

  private static String input(InputShape input) {
    boolean still = input.presentation() == Presentation.STILL;
    return String.format(
        Locale.ROOT,
        "%dx%dx%d %s",
        input.channels(),
        input.height(),
        input.width(),
        still ? "images" : "frames");
  }

  private void print(PrintWriter out, ZooNetwork network) {
    Blueprint blueprint = network.blueprint(batch);
    out.printf(
        Locale.ROOT,
        "%s, %s%ninput %s, T=%d, %d classes%n%n",
        network.name(),
        network.source(),
        input(network.input()),
        network.input().timesteps(),
        network.classes());
    row(out, "layer", "operation", "output", "parameters", "MAC");
    for (LayerFacts layer : blueprint.layers()) {
      row(
          out,
          layer.path(),
          layer.operation(),
          sizes(layer.output()),
          count(blueprint.parametersOf(layer)),
          count(layer.multiplicationsPerFrame()));
    }
    row(
        out,
        "total",
        "",
        "",
        count(blueprint.parameterCount()),
        count(blueprint.multiplicationsPerFrame()));
    totals(out, network, blueprint);
  }

  private void totals(PrintWriter out, ZooNetwork network, Blueprint blueprint) {
    out.printf(
        Locale.ROOT,
        "%nresidual paths alone  %,.2f million MAC an image and timestep%n",
        blueprint.residualPathMultiplications() / MEGA);
    out.printf(
        Locale.ROOT,
        "a sample              %,.2f million MAC over T=%d%n",
        blueprint.multiplicationsPerSample() / MEGA,
        network.input().timesteps());
    MemoryPlan plan =
        MemoryPlan.of(
            network.network(),
            network.input(),
            network.classes(),
            batch,
            MOMENTUM,
            Recompute.NONE,
            Meanwhile.NEVER);
    out.printf(
        Locale.ROOT,
        "memory a sample       %,.1f MB of activations at their peak%n",
        plan.peakBytes() / MEGA / batch);
    out.printf(Locale.ROOT, "training N=%-10d %s%n", batch, plan.describe());
  }

  private static void row(
      PrintWriter out,
      String layer,
      String operation,
      String output,
      String parameters,
      String mac) {
    String line =
        String.format(
            Locale.ROOT, "%-30s %-28s %-14s %12s %16s", layer, operation, output, parameters, mac);
    out.println(line.stripTrailing());
  }

  /** C x H x W of one sample at one timestep. */
  private static String sizes(Shape shape) {
    if (shape.axes() < 5) {
      return String.valueOf(shape.size(-1));
    }
    return IntStream.of(4, 2, 3)
        .mapToObj(axis -> String.valueOf(shape.size(axis)))
        .collect(Collectors.joining("x"));
  }

  private static String count(long number) {
    return number == 0 ? "" : String.format(Locale.ROOT, "%,d", number);
  }
}
