package io.cofire.driver.cli;

import io.cofire.data.errors.Fault;
import io.cofire.data.errors.Legible;
import io.cofire.data.files.FileNames;
import io.cofire.data.files.LostNames;
import io.cofire.driver.cli.convert.Convert;
import io.cofire.driver.cli.doctor.Doctor;
import io.cofire.driver.cli.figures.DrawFigures;
import io.cofire.driver.cli.series.CrossValidate;
import io.cofire.driver.cli.series.Sweep;
import io.cofire.driver.cli.sizing.Plan;
import io.cofire.driver.cli.weights.Import;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command {@code cofire}; each subcommand is one job. */
@Command(
    name = "cofire",
    mixinStandardHelpOptions = true,
    versionProvider = Cofire.Version.class,
    description = "Trains deep spiking neural networks on Apache Spark.",
    subcommands = {
      Prepare.class,
      Checksum.class,
      Inspect.class,
      Convert.class,
      Simulate.class,
      Train.class,
      Plan.class,
      CrossValidate.class,
      Sweep.class,
      Evaluate.class,
      Predict.class,
      Export.class,
      Import.class,
      Doctor.class,
      NetworkList.class,
      DrawFigures.class,
      PrintRecipe.class
    },
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:a fault of Cofire itself; the details are in the log file that the message names",
      "2:the command line or the recipe is wrong, or another command has the directory",
      "3:the data or a checkpoint is missing, damaged or of another kind",
      "4:the cluster or the file system failed, or what was printed could not be written",
      "5:the training diverged: a loss or a gradient is not a number any more",
      "130:interrupted; the same command goes on where it stopped"
    })
public final class Cofire {

  private static final String DEPLOY_MODE = "spark.submit.deployMode";

  private Cofire() {}

  /** Where spark-submit begins. */
  public static void main(String[] arguments) {
    StandardOutput.watch();
    Interruption.announce();
    ProcessEnd.announce();
    int code = execute(arguments);
    if (code != Interruption.EXIT_CODE) {
      Interruption.over();
    }
    // YARN and Kubernetes take an exit of a driver that they host for a failure, even with code 0.
    if (code != 0 || !"cluster".equals(System.getProperty(DEPLOY_MODE))) {
      ProcessEnd.exit(code);
    }
  }

  /** Runs one command and returns its exit code. */
  static int execute(String... arguments) {
    CommandLine line = line();
    line.setOut(LegibleWriter.of(System.out)).setErr(LegibleWriter.of(System.err));
    line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    line.setParameterExceptionHandler((wrong, parsed) -> misused(wrong));
    line.setExecutionExceptionHandler((thrown, command, parsed) -> report(thrown, command));
    int code = executed(line, arguments);
    if (Interruption.underWay()) {
      return Interruption.EXIT_CODE;
    }
    Optional<String> lost = code == 0 ? StandardOutput.lost() : Optional.empty();
    lost.ifPresent(what -> line.getErr().println("cofire: " + what));
    return lost.isPresent() ? Failure.code(Fault.STORAGE) : code;
  }

  /** The commands and their options, as they are read from a line. */
  static CommandLine line() {
    return new CommandLine(new Cofire()).setCaseInsensitiveEnumValuesAllowed(true);
  }

  /** The library handles exceptions alone; an error is reported like them. */
  static int executed(CommandLine line, String... arguments) {
    try {
      List.of(arguments).forEach(FileNames.HERE::require); // Java has read them already
      return line.execute(arguments);
    } catch (LostNames | Error e) {
      return report(e, line);
    }
  }

  /** As picocli says it, but on one line whatever was written. */
  private static int misused(CommandLine.ParameterException wrong) {
    CommandLine command = wrong.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(Legible.of(wrong.getMessage()));
    if (!CommandLine.UnmatchedArgumentException.printSuggestions(wrong, err)) {
      command.usage(err);
    }
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  private static int report(Throwable thrown, CommandLine command) {
    if (Interruption.underWay()) {
      return Interruption.EXIT_CODE; // Spark was stopped below the job: no news to anyone
    }
    Failure failure = Failure.of(thrown);
    PrintWriter err = command.getErr();
    err.println("cofire: " + Legible.of(failure.message()));
    failure
        .log(thrown)
        .ifPresent(log -> err.println("cofire: details are in " + Legible.of(log.toString())));
    err.flush();
    return Failure.code(failure.fault());
  }

  /** The version that the jar was built as. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Cofire.class.getPackage().getImplementationVersion();
      return new String[] {"cofire " + (version == null ? "(not packaged)" : version)};
    }
  }
}
