package io.cofire.driver.cli.sizing;

import io.cofire.data.shards.ShardSet;
import io.cofire.driver.assembly.Assembly;
import io.cofire.driver.assembly.HostData;
import io.cofire.driver.assembly.JobSettings;
import io.cofire.driver.recipe.Recipe;
import io.cofire.driver.sizing.ClusterManager;
import io.cofire.driver.sizing.ExecutorPlan;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cofire plan}: how large a training's processes must be, and how to start it so. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description = {
      "Works out memory, cores and GPUs of a training's executors from its recipe and the manifest of",
      "its data, and prints the whole spark-submit line with a reason for each figure. Nothing is",
      "started; the data must be prepared."
    })
public final class Plan implements Callable<Integer> {

  @Parameters(paramLabel = "RECIPE", description = "A YAML file.")
  private Path file;

  @Option(
      names = "--executors",
      required = true,
      paramLabel = "N",
      description = "Processes that share the ranks.")
  private int executors;

  @Option(
      names = "--on",
      paramLabel = "CLUSTER",
      description =
          "Cluster: ${COMPLETION-CANDIDATES} (default: that of --master, else standalone).")
  private Optional<ClusterManager> on = Optional.empty();

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "Replaces a value of the recipe, such as training.batch=60; may be repeated.")
  private List<String> overrides = List.of();

  @Option(names = "--json", description = "Prints JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    SparkConf conf = new SparkConf();
    Configuration hadoop = SparkHadoopUtil.get().newConfiguration(conf);
    Recipe recipe = Recipe.read(file, overrides);
    ShardSet shards = HostData.shards(recipe, hadoop);
    ExecutorPlan plan =
        ExecutorPlan.of(
            Assembly.of(recipe, shards),
            shards.manifest(),
            executors,
            JobSettings.cacheBytes(conf));
    String url = conf.get("spark.master", "local");
    ClusterManager manager = on.orElse(ClusterManager.of(url));
    boolean named = !url.startsWith("local") && ClusterManager.of(url) == manager;
    SubmissionText text =
        new SubmissionText(plan, manager, named ? url : manager.master(), arguments());
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(text.json());
    } else {
      text.print(out);
    }
    out.flush();
    return 0;
  }

  private List<String> arguments() {
    List<String> arguments = new ArrayList<>(List.of("train", file.toAbsolutePath().toString()));
    overrides.forEach(override -> arguments.addAll(List.of("--set", override)));
    return arguments;
  }
}
