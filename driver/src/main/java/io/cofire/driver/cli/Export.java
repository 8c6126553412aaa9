package io.cofire.driver.cli;

import io.cofire.data.errors.InvalidValue;
import io.cofire.driver.checkpoint.RunPlace;
import io.cofire.driver.checkpoint.Weights;
import io.cofire.driver.recipe.Recipe;
import io.cofire.driver.weights.WeightExport;
import io.cofire.driver.weights.nir.NirFile;
import io.cofire.driver.weights.torch.TorchNames;
import io.cofire.ops.diagram.Drawing;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cofire export}: a run's weights as a safetensors file. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Writes the weights of a run, or of one of its checkpoints, as safetensors: parameters and",
      "running statistics by name. A recipe takes them up again with training.initFrom."
    })
final class Export implements Callable<Integer> {

  @Parameters(
      index = "0",
      paramLabel = "RUN",
      description = "The directory of a run, for its newest checkpoint, or RUN/checkpoints/step-N.")
  private String run;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "FILE",
      description = "Where safetensors are written; any Hadoop path.")
  private Optional<String> file = Optional.empty();

  @Option(
      names = "--folded",
      description = "With norms folded into convolutions: for evaluation alone.")
  private boolean folded;

  @Option(
      names = "--names",
      paramLabel = "WHOSE",
      description = {
        "Names of published PyTorch code instead of Cofire's: spikingjelly, sew-authors,",
        "spiking-authors, ms-authors, ms-authors-pooled, event-authors, spiking-event-authors."
      })
  private Optional<String> names = Optional.empty();

  @Option(
      names = "--nir",
      paramLabel = "FILE",
      description = {
        "Writes the network, norms folded, as a graph of the Neuromorphic Intermediate",
        "Representation (HDF5) instead of its weights."
      })
  private Optional<String> nir = Optional.empty();

  @Option(
      names = "--dt",
      paramLabel = "TIME",
      description = "Length of a timestep in that graph (default: 1).")
  private Optional<Double> dt = Optional.empty();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Configuration hadoop = Preflight.hadoop();
    PrintWriter out = spec.commandLine().getOut();
    Consumer<String> warnings =
        warning -> spec.commandLine().getErr().printf(Locale.ROOT, "%s%n", warning);
    requireOneTarget();
    Optional<TorchNames> form = names.map(Export::form);
    if (folded && form.isPresent()) {
      throw new InvalidValue("--names", names.get(), "must be left out with --folded");
    }
    Path target = Located.output(hadoop, file.or(() -> nir).orElseThrow(), List.of(run));
    RunPlace place = RunPlace.of(hadoop, run);
    Recipe recipe = new RunFolder(hadoop, place.run()).recipe();
    if (nir.isPresent()) {
      graph(hadoop, recipe, WeightExport.drawn(hadoop, recipe, place, warnings), target);
      return 0;
    }
    Weights ours =
        folded
            ? WeightExport.folded(hadoop, recipe, place, warnings)
            : WeightExport.trained(hadoop, place, warnings);
    Weights weights =
        form.map(whose -> WeightExport.renamed(ours, recipe.network(), whose)).orElse(ours);
    weights.write(
        hadoop,
        target,
        Map.of(
            "name",
            recipe.name(),
            "seed",
            String.valueOf(recipe.seed()),
            "form",
            folded ? "folded" : "trained"));
    out.printf(
        Locale.ROOT,
        "%s: %d tensors, %,d numbers, %s%n",
        Places.shown(target),
        weights.tensors(),
        weights.elements(),
        folded
            ? "norms folded"
            : form.map(whose -> "names of " + whose.title()).orElse("as trained"));
    out.flush();
    return 0;
  }

  private void requireOneTarget() {
    if (file.isPresent() == nir.isPresent()) {
      throw new UsageException("Cannot export: name one file, FILE or --nir FILE");
    }
    if (nir.isPresent() && (folded || names.isPresent())) {
      throw new UsageException(
          "Cannot export: a graph of --nir is folded and has names of its own; leave --folded and"
              + " --names out");
    }
    if (dt.isPresent() && nir.isEmpty()) {
      throw new UsageException("Cannot export: --dt is about --nir; leave it out");
    }
  }

  private void graph(Configuration hadoop, Recipe recipe, Drawing drawing, Path target)
      throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Map<String, String> notes =
        Map.of("name", recipe.name(), "outputs", "their mean over the timesteps counts");
    new NirFile(drawing, dt.orElse(1.0), notes).write(hadoop, target);
    out.printf(
        Locale.ROOT,
        "%s: %d nodes, %d edges, norms folded%n",
        Places.shown(target),
        drawing.nodes().size(),
        drawing.edges().size());
    out.flush();
  }

  private static TorchNames form(String word) {
    return TorchNames.find(word)
        .orElseThrow(
            () ->
                new InvalidValue(
                    "--names",
                    word,
                    "must be one of "
                        + Arrays.stream(TorchNames.values())
                            .map(TorchNames::word)
                            .collect(Collectors.joining(", "))));
  }
}
