package io.cofire.driver.cli.weights;

import io.cofire.driver.cli.Located;
import io.cofire.driver.weights.WeightImport;
import io.cofire.driver.weights.WeightImport.Imported;
import io.cofire.driver.weights.WeightImport.Target;
import io.cofire.driver.weights.torch.Matched;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cofire import}: weights that PyTorch wrote as those of a network. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = {
      "Reads a PyTorch checkpoint (.pth, .pt, old and new) or a safetensors file, matches its names",
      "with those of a network, and writes safetensors that training.initFrom takes up. Nothing in a",
      "checkpoint is ever run: whatever is more than tensors and dictionaries is refused by name."
    })
public final class Import implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "FILE", description = "Any Hadoop path.")
  private String file;

  @Parameters(index = "1", paramLabel = "OUT", description = "Where to write the weights.")
  private String out;

  @Option(
      names = "--network",
      required = true,
      paramLabel = "NAME",
      description = "Whose weights they are; 'cofire networks' lists the names.")
  private String network;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "Replaces a value of the network, such as network.stem.kernel=1.")
  private List<String> overrides = List.of();

  @Option(
      names = "--classes",
      paramLabel = "N",
      description = "Classes (default: as many as the last layer in the file has).")
  private Optional<Integer> classes = Optional.empty();

  @Option(
      names = "--key",
      paramLabel = "NAME",
      description = "Which dictionary of the checkpoint (default: looked for), such as model.")
  private String key = "";

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Configuration hadoop = SparkHadoopUtil.get().newConfiguration(new SparkConf());
    Path source = new Path(Located.path(hadoop, file));
    Path target = Located.output(hadoop, out, List.of(file));
    Imported imported =
        WeightImport.read(hadoop, source, new Target(network, overrides, classes, key));
    imported.weights().write(hadoop, target, Map.of("name", network, "form", "imported"));
    print(spec.commandLine().getOut(), imported, target);
    return 0;
  }

  private void print(PrintWriter writer, Imported imported, Path target) {
    Matched matched = imported.matched();
    writer.printf(Locale.ROOT, "%-36s %-44s %s%n", "network", "file", "shape");
    for (Matched.Row row : matched.rows()) {
      writer.printf(
          Locale.ROOT, "%-36s %-44s %s%n", row.tensor().name(), row.there(), row.tensor().shape());
    }
    if (!imported.key().isEmpty()) {
      writer.printf(Locale.ROOT, "from the checkpoint's dictionary %s%n", imported.key());
    }
    if (!imported.others().isEmpty()) {
      writer.printf(Locale.ROOT, "not tensors, left out: %s%n", imported.others());
    }
    writer.printf(
        Locale.ROOT,
        "%s: %d tensors, %,d numbers, names of %s; %d counters of batches left out%n",
        target,
        imported.weights().tensors(),
        imported.weights().elements(),
        matched.form(),
        matched.counters());
    writer.flush();
  }
}
