package io.cofire.driver.cli;

import io.cofire.data.errors.InvalidValue;
import io.cofire.driver.checkpoint.RunPlace;
import io.cofire.driver.checkpoint.Weights;
import io.cofire.driver.recipe.Recipe;
import io.cofire.driver.weights.WeightExport;
import io.cofire.driver.weights.torch.TorchNames;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Arrays;
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

  @Parameters(index = "1", paramLabel = "FILE", description = "Where to write; any Hadoop path.")
  private String file;

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

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Configuration hadoop = Preflight.hadoop();
    PrintWriter out = spec.commandLine().getOut();
    Consumer<String> warnings =
        warning -> spec.commandLine().getErr().printf(Locale.ROOT, "%s%n", warning);
    Optional<TorchNames> form = names.map(Export::form);
    if (folded && form.isPresent()) {
      throw new InvalidValue("--names", names.get(), "must be left out with --folded");
    }
    RunPlace place = RunPlace.of(hadoop, run);
    Recipe recipe = new RunFolder(hadoop, place.run()).recipe();
    Weights ours =
        folded
            ? WeightExport.folded(hadoop, recipe, place, warnings)
            : WeightExport.trained(hadoop, place, warnings);
    Weights weights =
        form.map(whose -> WeightExport.renamed(ours, recipe.network(), whose)).orElse(ours);
    Path target = new Path(Located.path(hadoop, file));
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
