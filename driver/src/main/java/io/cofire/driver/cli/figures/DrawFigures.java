package io.cofire.driver.cli.figures;

import io.cofire.data.files.FileSystems;
import io.cofire.data.lock.FolderLock;
import io.cofire.data.lock.Owned;
import io.cofire.driver.cli.Located;
import io.cofire.driver.cli.UsageException;
import io.cofire.driver.figures.Catalogue;
import io.cofire.driver.figures.Exhibit;
import io.cofire.driver.figures.FigureFolder;
import io.cofire.driver.figures.lab.Lab;
import io.cofire.driver.figures.lab.Lab.Extent;
import io.cofire.driver.figures.lab.Material;
import io.cofire.driver.figures.lab.SampleKind;
import io.cofire.driver.figures.result.FigureRemark;
import io.cofire.driver.figures.result.FigureRemark.Verdict;
import io.cofire.driver.figures.result.FigureResult;
import io.cofire.ops.tensor.Device;
import io.cofire.ops.tensor.Engines;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
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

/** {@code cofire figures}: the papers' figures, computed. */
@Command(
    name = "figures",
    mixinStandardHelpOptions = true,
    description = {
      "Computes figures and tables of the papers, and writes each as CSV and all as one page, with",
      "what the paper states beside it. The same command goes on where it stopped: what is complete",
      "under the same settings is not computed again."
    })
public final class DrawFigures implements Callable<Integer> {

  private static final double NANOS = 1e9;

  @Parameters(paramLabel = "NAME", arity = "0..*", description = "Figures of the list.")
  private List<String> names = List.of();

  @Option(names = "--all", description = "Computes all of them.")
  private boolean all;

  @Option(names = "--list", description = "Lists the names, and computes nothing.")
  private boolean list;

  @Option(
      names = "--small",
      description =
          "Fewer channels, smaller inputs and few samples: about a minute for each on two cores.")
  private boolean small;

  @Option(
      names = "--to",
      paramLabel = "FOLDER",
      description = "Where they are written; any Hadoop path (default: figures).")
  private String folder = "figures";

  @Option(
      names = "--images",
      paramLabel = "SHARDS",
      description = "Prepared images, such as CIFAR-10; without it, drawn ones.")
  private Optional<String> images = Optional.empty();

  @Option(
      names = "--recordings",
      paramLabel = "SHARDS",
      description = "Prepared recordings, such as DVS-Gesture; without it, simulated ones.")
  private Optional<String> recordings = Optional.empty();

  @Option(names = "--seed", paramLabel = "N", description = "Of all random choices (default: 1).")
  private long seed = 1;

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      description = "What computes, as run.engine of recipes (default: nd4j).")
  private String engine = "nd4j";

  @Option(
      names = "--device",
      paramLabel = "NAME",
      description = "Where, as run.device of recipes (default: cpu).")
  private String device = "cpu";

  @Option(names = "--fresh", description = "Computes again what is complete.")
  private boolean fresh;

  @Spec private CommandSpec spec;

  /** Picocli makes it. */
  public DrawFigures() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (list) {
      EveryExhibit.CATALOGUE.all().forEach(exhibit -> list(out, exhibit));
      out.flush();
      return 0;
    }
    if (all != names.isEmpty()) {
      throw new UsageException(
          "Cannot compute figures: name some of --list, or --all of them, one of both");
    }
    Catalogue catalogue = EveryExhibit.CATALOGUE;
    List<Exhibit> wanted = all ? catalogue.all() : catalogue.named(names);
    Engines.requireKnown(engine);
    Configuration hadoop = SparkHadoopUtil.get().newConfiguration(new SparkConf());
    Lab lab = lab(hadoop);
    Path place = FileSystems.path(Located.path(hadoop, folder));
    try (Owned owned = FolderLock.take(hadoop, place, "draw", "cofire figures", () -> {})) {
      unused(lab, wanted, out);
      owned.before().ifPresent(who -> out.println("taken over from a command that ended: " + who));
      draw(lab, wanted, new FigureFolder(hadoop, place), out);
    }
    return 0;
  }

  private Lab lab(Configuration hadoop) {
    Device where = Device.parse(device);
    int threads = where.kind() == Device.Kind.CUDA ? 1 : Runtime.getRuntime().availableProcessors();
    Material data = Material.open(images, recordings, hadoop);
    return new Lab(small ? Extent.SMALL : Extent.FULL, seed, data, engine, device, threads);
  }

  private static void list(PrintWriter out, Exhibit exhibit) {
    out.printf(Locale.ROOT, "%-16s %s", exhibit.name(), exhibit.source());
    out.println(exhibit.others().isEmpty() ? "" : "; also " + String.join(", ", exhibit.others()));
  }

  private void draw(Lab lab, List<Exhibit> wanted, FigureFolder kept, PrintWriter out)
      throws IOException {
    Path page = kept.writePage(EveryExhibit.CATALOGUE.all());
    for (int i = 0; i < wanted.size(); i++) {
      Exhibit exhibit = wanted.get(i);
      out.printf(Locale.ROOT, "figure %d of %d: %s", i + 1, wanted.size(), exhibit.name());
      out.flush();
      String end = ""; // of the line, which an error must not stand on
      try {
        end = draw(lab, exhibit, kept);
      } finally {
        out.println(end);
        out.flush();
      }
      page = kept.writePage(EveryExhibit.CATALOGUE.all());
    }
    out.println("page: " + page);
    out.flush();
  }

  /** Computes one where it is not complete, and says what it came to. */
  private String draw(Lab lab, Exhibit exhibit, FigureFolder kept) throws IOException {
    if (!fresh && kept.complete(exhibit, lab.settings()).isPresent()) {
      return ", complete already";
    }
    long began = System.nanoTime();
    FigureResult findings = exhibit.work().compute(lab);
    double seconds = (System.nanoTime() - began) / NANOS;
    kept.keep(exhibit, lab.settings(), seconds, findings);
    return String.format(Locale.ROOT, ", %.1f s, %s", seconds, verdicts(findings.remarks()));
  }

  /** A line for each option that is given and that some of the figures have no use for. */
  private static void unused(Lab lab, List<Exhibit> wanted, PrintWriter out) {
    for (SampleKind samples : SampleKind.values()) {
      List<String> without =
          wanted.stream().filter(one -> !one.uses().contains(samples)).map(Exhibit::name).toList();
      if (lab.data().given(samples) && !without.isEmpty()) {
        out.println(samples.option() + " is not used by " + String.join(", ", without));
      }
    }
  }

  private static String verdicts(List<FigureRemark> remarks) {
    long agree = remarks.stream().filter(one -> one.verdict() == Verdict.AGREES).count();
    long differ = remarks.stream().filter(one -> one.verdict() == Verdict.DIFFERS).count();
    return String.format(Locale.ROOT, "%d as stated, %d differ", agree, differ);
  }
}
