package io.cofire.driver.cli;

import io.cofire.data.datasets.PublishedChecksum;
import io.cofire.data.datasets.PublishedChecksum.Comparison;
import io.cofire.data.datasets.PublishedChecksum.Outcome;
import io.cofire.data.errors.Fault;
import io.cofire.data.errors.Legible;
import io.cofire.data.files.FileSystems;
import io.cofire.data.files.Storage;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cofire checksum}: whether downloaded archives are what others downloaded. */
@Command(
    name = "checksum",
    mixinStandardHelpOptions = true,
    description = "Compares downloaded archives of a data set with their published MD5 checksums.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:every file matches", "3:a file differs, or nothing is published of it"})
final class Checksum implements Callable<Integer> {

  @Parameters(
      index = "0",
      paramLabel = "DATASET",
      description = "Layout of the data set, such as nmnist.")
  private String dataset;

  @Parameters(
      index = "1..*",
      paramLabel = "FILE",
      arity = "1..*",
      description = "Archives as they were downloaded; any Hadoop paths.")
  private List<String> files;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PublishedChecksum.of(dataset); // a wrong name is told before anything is read
    PrintWriter out = spec.commandLine().getOut();
    boolean all = true;
    for (String file : files) {
      Comparison comparison = compare(file);
      out.println(Legible.of(line(file, comparison)));
      out.flush();
      all &= comparison.outcome() == Outcome.MATCH;
    }
    return all ? 0 : Failure.code(Fault.DATA);
  }

  private Comparison compare(String file) throws IOException {
    Path path = FileSystems.path(file);
    try (InputStream in = Storage.of(new Configuration(), path).files().open(path)) {
      return PublishedChecksum.compare(dataset, path.getName(), in);
    } catch (FileNotFoundException e) {
      throw new UsageException(
          String.format(Locale.ROOT, "Cannot check %s: no such file; check the path", file));
    }
  }

  private String line(String file, Comparison comparison) {
    String found = file + ": MD5 " + comparison.md5();
    return switch (comparison.outcome()) {
      case MATCH ->
          comparison
              .published()
              .map(
                  same ->
                      String.format(
                          Locale.ROOT,
                          "match      %s, %s of %s",
                          found,
                          same.archive(),
                          same.source()))
              .orElseThrow();
      case DIFFERENT ->
          comparison
              .published()
              .map(
                  other ->
                      String.format(
                          Locale.ROOT,
                          "different  %s, expected %s of %s; download it again",
                          found,
                          other.md5(),
                          other.source()))
              .orElseThrow();
      case UNKNOWN ->
          String.format(
              Locale.ROOT,
              "unknown    %s, none is published for a file of this name in %s",
              found,
              dataset);
    };
  }
}
